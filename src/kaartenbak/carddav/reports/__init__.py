"""The questions that can be asked, by the name of their outermost element."""

from kaartenbak.carddav.reports.base import Report
from kaartenbak.carddav.reports.expand import ExpandProperty
from kaartenbak.carddav.reports.multiget import MultiGet
from kaartenbak.carddav.reports.principals import PrincipalMatch, PrincipalSearch, PrincipalSearchSet
from kaartenbak.carddav.reports.query import AddressBookQuery
from kaartenbak.carddav.reports.sync import SyncCollection

REPORTS: dict[str, Report] = {
    each.name: each
    for each in (
        MultiGet(),
        AddressBookQuery(),
        SyncCollection(),
        ExpandProperty(),
        PrincipalMatch(),
        PrincipalSearch(),
        PrincipalSearchSet(),
    )
}
