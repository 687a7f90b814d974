"""Links of the description (OpenAPI): what can be asked next with what an answer holds."""

import re
from typing import Any

# What the address of a record takes from the record; any other parameter goes by its own name.
KEYS = {"ref": "number", "key": "id"}
UNDO = "/operations/{id}/undo"

Paths = dict[str, dict[str, dict[str, Any]]]


def add_links(paths: Paths) -> None:
    """Say in the answer to each creation where the new record is read, changed and removed, and in that to each
    write how it is taken back.
    """
    undo = next(
        (endpoints["post"]["operationId"] for path, endpoints in paths.items() if path.endswith(UNDO)), ""
    )
    for path, endpoints in paths.items():
        for method, endpoint in endpoints.items():
            done = endpoint["responses"].get(201 if method == "post" else 0)
            if done is not None:
                done["links"] = dict(links_below(path, paths))
            for status in (200, 201, 204) if method != "get" and undo else ():
                if status in endpoint["responses"]:
                    links = endpoint["responses"][status].setdefault("links", {})
                    links[undo] = {"operationId": undo, "parameters": {"id": "$response.header.Operation"}}


def links_below(path: str, paths: Paths) -> Any:
    """A link to each endpoint of the record that was made at `path`."""
    handed_on = {name: f"$request.path.{name}" for name in parameters_in(path)}
    for other, endpoints in paths.items():
        own = [name for name in parameters_in(other) if name not in handed_on]
        if other.startswith(f"{path}/{{") and len(own) == 1:
            name = own[0]
            parameters = handed_on | {name: f"$response.body#/{KEYS.get(name, name)}"}
            for endpoint in endpoints.values():
                yield (
                    endpoint["operationId"],
                    {"operationId": endpoint["operationId"], "parameters": parameters},
                )


def parameters_in(path: str) -> list[str]:
    """The names in braces."""
    return re.findall(r"{(\w+)}", path)
