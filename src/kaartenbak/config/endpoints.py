"""The REST interface: the endpoints of all capabilities, in the order in which the description shows them.

Apart from the rest of the assembly, because it is a third of what there is to load: the command line has no use for it,
and a server loads it when it has answered for the first time (`cli/serving.py`).
"""

from kaartenbak.accounts import api as accounts_api
from kaartenbak.accounts.bearer import actor_of_request
from kaartenbak.api import site
from kaartenbak.classification import api as _classification  # noqa: F401 - these two join the router of contacts
from kaartenbak.contacts import api as _contacts  # noqa: F401
from kaartenbak.duplicates import api as duplicates_api  # that of merging joins them too
from kaartenbak.exchange import api as exchange_api
from kaartenbak.history import api as history_api
from kaartenbak.search import api as search_api
from kaartenbak.setup import api as setup_api

api = site.build(
    [
        accounts_api.router,
        exchange_api.router,  # before that of contacts: an address that ends in .vcf is no contact
        duplicates_api.router,  # it has addresses among those of contacts and of the setup
        search_api.router,  # that of contacts, with the lists
        *setup_api.routers,
        history_api.router,
    ],
    authenticate=actor_of_request,
)
urlpatterns = api.urls[0]
