"""The people of the tests, the same in every test: each holds exactly what his role may do."""

from kaartenbak.accounts.rules import roles
from kaartenbak.core.actor import Actor


def actor(name: str, user_id: int, role: str) -> Actor:
    return Actor(name=name, user_id=user_id, role=role, permissions=roles.permissions_of(role), language="en")


READER = actor("Rita Reader", 101, roles.READER)
EDITOR = actor("Eddy Editor", 102, roles.EDITOR)
MANAGER = actor("Mia Manager", 103, roles.MANAGER)
ADMIN = actor("Adam Admin", 104, roles.ADMIN)
OUTSIDER = Actor(name="Otto Outsider", user_id=105, language="en")
