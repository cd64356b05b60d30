"""Requests read and answered: JSON in, messages and refusals out."""

import asyncio
import gzip
import logging
from typing import TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from warbell.errors import printable
from warbell.server import protocol
from warbell.server.chair import Refusal

STATUS = {"no room": 404, "no seat": 404, "taken": 409, "over": 409, "not now": 409, "full": 503, "origin": 403}
STATUS |= {"engine": 503, "too large": 413, "token": 403, "not yours": 403, "too many": 429, "too slow": 408}
SLOWEST = 32 * 1024  # bytes a second in which a body has to come
LEAST = 10.0  # seconds there are for it in any case

logger = logging.getLogger("warbell.server")
T = TypeVar("T")


def key_of(request: Request) -> str | None:
    """The key to a seat that comes with a request, in its header `authorization`."""
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() or None if kind.lower() == "bearer" else None


async def read_bytes(request: Request, kind: str, most: int) -> bytes:
    """The body, of a content type that no form of another page can have; Refusal if it is longer than `most` bytes."""
    data = bytearray()
    seconds = LEAST + most / SLOWEST
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                data += chunk
                if len(data) > most:
                    raise Refusal("too large", f"at most {most} bytes")
    except TimeoutError:
        raise Refusal("too slow", f"the body has to come within {seconds:.0f} seconds") from None
    if request.headers.get("content-type", "").partition(";")[0].strip() != kind:
        raise Refusal("malformed", f"content-type has to be {kind}")
    return bytes(data)


async def read_message(request: Request, kind: type[T]) -> T:
    """The body as a message; Refusal if it is none."""
    data = await read_bytes(request, "application/json", protocol.MOST_BYTES)
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal("malformed", str(error)) from None


def message(told: msgspec.Struct, status: int = 200) -> Response:
    """A message as the answer."""
    return Response(msgspec.json.encode(told), status, media_type="application/json")


async def unpacked(request: Request, data: bytes, media_type: str, **head: str) -> Response:
    """What was packed with gzip as the answer: as it is, to whoever can take it so."""
    head["vary"] = "accept-encoding"
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(data, media_type=media_type, headers={**head, "content-encoding": "gzip"})
    return Response(await asyncio.to_thread(gzip.decompress, data), media_type=media_type, headers=head)


def refusing(refusal: Refusal) -> Response:
    """The answer to what is refused."""
    refused = protocol.Refused(reason=refusal.reason, message=refusal.message)
    return message(refused, STATUS.get(refusal.reason, 400))


def refused(request: Request, error: Refusal) -> Response:
    """The answer to what is refused, which the log says too."""
    logger.info("refused %s %s: %s: %s", request.method, request.scope["path"], error.reason, error.message)
    return refusing(error)


async def bad(_request: Request, error: Exception) -> Response:
    """Answer what is wrong with a file."""
    logger.error("%s", error)
    return refusing(Refusal("episode", str(error)))


async def missing(request: Request, error: Exception) -> Response:
    """Answer for what is not there, or cannot be asked so."""
    assert isinstance(error, HTTPException)
    nothing = protocol.Refused(reason="no room", message=f"nothing at {printable(request.scope['path'])}")
    return message(nothing, error.status_code)


async def gone(request: Request, _error: Exception) -> Response:
    """Nobody hears the answer: whoever asked went before they had said all."""
    logger.info("half a request: %s %s", request.method, request.scope["path"])
    return Response(status_code=400)
