"""The description of the interface and the page that shows it."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kaartenbak.api.describing import parts_of
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api

STATUSES = {
    "get": {"200", "304"},
    "patch": {"400", "412", "413", "415"},
    "post": {"400", "409"},
    "delete": {"204"},
}


def the_description():
    return Client().get("/api/v1/openapi.json").json()


def endpoints():
    for path, methods in the_description()["paths"].items():
        for method, endpoint in methods.items():
            yield f"{method} {path}", method, endpoint


def test_the_description_is_open_api_3_1_and_needs_no_token():
    description = the_description()

    assert description["openapi"] == "3.1.0"
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert "/api/v1/me" in description["paths"]


def test_every_endpoint_has_a_name_a_summary_and_its_refusals():
    names = set()
    for where, method, endpoint in endpoints():
        documented = set(endpoint["responses"])
        names.add(endpoint["operationId"])
        assert endpoint["summary"], where
        assert {"401", "403", "404", "405", "422", "429", "503"} <= documented, where
        assert documented & STATUSES.get(method, documented), where
    assert len(names) == len(list(endpoints()))


def test_no_text_of_a_body_or_a_query_may_hold_what_cannot_be_stored():
    description = the_description()
    parameters = [each for _, _, endpoint in endpoints() for each in endpoint.get("parameters", ())]
    sent = [endpoint.get("requestBody") for _, _, endpoint in endpoints()]
    sent += [each for each in parameters if each.get("in") == "query"]

    found = list(parts_of(sent, description["components"]["schemas"], set()))

    texts = [each for each in found if each.get("type") == "string"]
    chosen_names = [each for each in found if each.get("additionalProperties")]
    assert len(texts) > 100
    assert [each for each in texts if not {"enum", "const", "format", "pattern"} & each.keys()] == []
    assert chosen_names
    assert [each for each in chosen_names if "propertyNames" not in each] == []


def test_every_reference_leads_somewhere():
    description = the_description()

    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
            for each in part.values():
                yield from references(each)
        elif isinstance(part, list):
            for each in part:
                yield from references(each)

    for reference in set(references(description)):
        target = description
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


def test_the_page_loads_everything_from_this_server():
    page = Client().get("/api/v1/docs").content.decode()

    assert "//" not in page.replace('content="width', "")
    for name in ("ninja/swagger-ui.css", "ninja/swagger-ui-bundle.js", "api/docs.js"):
        assert f"/static/{name}" in page
        assert finders.find(name)


@pytest.mark.django_db
def test_answers_have_the_fields_that_the_description_promises():
    program = api(EDITOR)
    program.patch("/me", {"name": "Eddy E."})
    schemas = the_description()["components"]["schemas"]

    assert program.get("/me").body.keys() == schemas["Me"]["properties"].keys()
    assert (
        program.get("/operations").body["items"][0].keys() == schemas["OperationShown"]["properties"].keys()
    )
