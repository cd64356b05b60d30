"""One side of a race: runs this tree's benchmarks on the engine that it finds, whichever commit's."""

import sys
from importlib.util import module_from_spec, spec_from_file_location

from tree import ROOT, serve

import warbell


def take_benchmarks_from(folder):
    """Have `warbell.bench` be that folder's, while all else stays the engine's own."""
    where = [str(folder)]
    spec = spec_from_file_location("warbell.bench", folder / "__init__.py", submodule_search_locations=where)
    module = module_from_spec(spec)
    sys.modules["warbell.bench"] = warbell.bench = module
    spec.loader.exec_module(module)


class Courses:
    """The requests that a side answers."""

    def names(self) -> list[str]:
        """Make everything ready; what there is to run."""
        from warbell.bench.courses import courses
        from warbell.prepare import prepare

        prepare()
        self.all = courses()
        return [course.name for course in self.all]

    def run(self, index: int) -> float:
        """Run one once: processor seconds."""
        return self.all[index].once()


if __name__ == "__main__":
    take_benchmarks_from(ROOT / "src/warbell/bench")
    serve(Courses())
