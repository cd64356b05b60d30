"""Somebody at a browser: what they see and do, by the names that everybody knows things by."""

import re
import time

from playwright.sync_api import expect

MOST_TABS = 150  # stops of the Tab key in any screen
DOUBLE = 400  # milliseconds within which a second press of Commit belongs to the first
PATIENCE = 90_000  # milliseconds: a slow machine with other tests beside this one
# Headings of each end, whatever became of whoever reads them.
ENDINGS = {
    "won": re.compile("made it|got out without you"),
    "lost": re.compile("night is lost"),
    "timeout": re.compile("[Tt]ime ran out"),
    "abandoned": re.compile("The game was left"),
}
# Lines are shown as they are written, until a test or its visitor wants them in words.
AS_WRITTEN = """
    if (location.protocol.startsWith('http')) {
        const place = 'warbell.preferences', kept = JSON.parse(localStorage.getItem(place) ?? '{}');
        if (!('code' in kept)) localStorage.setItem(place, JSON.stringify({ ...kept, code: true }));
    }
"""
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 360, "height": 740}
PHONE = {"width": 390, "height": 844}


class Visitor:
    """One person: a browser of their own, with what it keeps, and the tab they look at."""

    def __init__(self, browser, address, **context):
        self.address = address
        self.complaints = []  # of the page's console and scripts
        self.expected = None  # the complaints that a test expects, as a regular expression
        self.elsewhere = []  # requests that went to another server
        # Less motion, as drawing a heart that beats takes half of what these tests take.
        self.context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **context})
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(AS_WRITTEN)
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self._complain(str(error.error)))
        self.context.on("request", lambda request: self._note(request.url))
        self.page = self.tab()

    def _hear(self, said):
        if said.type in {"error", "warning"}:
            self._complain(said.text)

    def _complain(self, text):
        if not (self.expected and re.search(self.expected, text)):
            self.complaints.append(text)

    def _note(self, url):
        if not re.sub("^ws", "http", url).startswith((f"{self.address}/", "data:", "blob:")):
            self.elsewhere.append(url)

    def tab(self):
        """A new tab, which is looked at from now on."""
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: self._note(socket.url))
        return self.page

    # --- where one is -----------------------------------------------------------------------------------------------

    def open(self, place=""):
        """Follow a link: what stands behind `#/`."""
        self.page.goto(f"{self.address}/#/{place}")
        return self.page

    def sit(self, room, *titles, start=True):
        """Open a room's link, take the seats with these titles, and begin."""
        self.open(f"r/{room}")
        for title in titles:
            self.button(f"Play {title}").click()
        if start:
            self.button("Start").click()
            expect(self.status).to_have_text("Your line")

    def button(self, name):
        """The button of a name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def drawing(self, name):
        """A drawing of a report, with what lies over it for the pointer."""
        return self.page.locator("svg").filter(has=self.page.get_by_role("img", name=name))

    @property
    def status(self):
        """What is going on, in two words."""
        return self.page.locator("[data-learn=status] strong")

    @property
    def bar(self):
        """What is going on, all of it."""
        return self.page.locator("[data-learn=status]")

    @property
    def turn(self):
        """The number of the turn it is, as the bar has it."""
        return int(re.search(r"turn (\d+)", self.bar.inner_text())[1])

    @property
    def line(self):
        """One's own line, as the bar of the commit has it."""
        return self.page.get_by_role("region", name="Your line").locator(".text")

    def staff(self, title):
        """The staff of a seat in the score."""
        header = self.page.get_by_role("rowheader", name=re.compile(f"^{re.escape(title)},"))
        return self.page.get_by_role("row").filter(has=header)

    def await_turn(self, turn, status="Your line"):
        """Wait for one's turn of that number, or for the end."""
        now = rf"{status}.*turn {turn}\b|^\s*Over"
        began = time.monotonic()  # after the press that is waited for
        expect(self.bar).to_have_text(re.compile(now, re.DOTALL))
        self.page.wait_for_timeout(max(0, DOUBLE - 1000 * (time.monotonic() - began)))
        return self.status.inner_text() != "Over"

    # --- what one knows ---------------------------------------------------------------------------------------------

    def around(self):
        """The list of what is around, a line each; it is shown from now on."""
        self.page.get_by_role("tab", name="Around").click()
        lines = self.page.get_by_role("tabpanel", name="Around").locator("li > span")
        expect(lines.first).to_be_attached()  # the list is fetched when it is first looked at
        return lines.all_text_contents()

    def log(self):
        """The log, a beat each; it is shown from now on."""
        self.page.get_by_role("tab", name="Log").click()
        return self.page.get_by_role("tabpanel", name="Log").locator("li").all_text_contents()

    # --- hands ------------------------------------------------------------------------------------------------------

    def write(self, line):
        """Put a whole line in pencil, as text."""
        self.page.get_by_role("tab", name="Text").click()
        field = self.page.get_by_label("The line, cells apart by blanks")
        field.fill(line)
        field.press("Enter")
        expect(self.line).to_contain_text(line or "nothing planned")

    def commit(self):
        """Put the line in ink."""
        self.button("Commit").click()

    def press(self, *keys):
        """Press keys, as fingers do."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, wanted, key="Tab"):
        """Press Tab until the focus is on what is wanted."""
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            if wanted.evaluate("wanted => wanted === wanted.getRootNode().activeElement"):
                return wanted
        raise AssertionError(f"{key} never came to {wanted}")

    def choose(self, label, option):
        """Come to a list by Tab and type what is chosen."""
        field = self.page.get_by_label(label, exact=True)
        self.tab_to(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)
