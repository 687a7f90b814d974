"""The commands, in the order in which `--help` lists them."""

from kaartenbak.cli.command import Command, Group
from kaartenbak.cli.commands.backup import Backup, Restore
from kaartenbak.cli.commands.check import Check
from kaartenbak.cli.commands.duplicates import Scan
from kaartenbak.cli.commands.exporting import ExportFile
from kaartenbak.cli.commands.find import Find
from kaartenbak.cli.commands.importing import ImportFile
from kaartenbak.cli.commands.init import Init
from kaartenbak.cli.commands.manage import Manage
from kaartenbak.cli.commands.serve import Serve
from kaartenbak.cli.commands.token import CreateToken
from kaartenbak.cli.commands.undo import Undo
from kaartenbak.cli.commands.user import ChangeRole, CreateUser, DisableUser, ListUsers
from kaartenbak.cli.commands.worker import Worker

COMMANDS: tuple[Command | Group, ...] = (
    Serve(),
    Init(),
    Group("user", "The people who sign in.", (CreateUser(), ListUsers(), ChangeRole(), DisableUser())),
    Group("token", "Keys with which programs come in.", (CreateToken(),)),
    ImportFile(),
    ExportFile(),
    Find(),
    Undo(),
    Group("duplicates", "Contacts that are there twice.", (Scan(),)),
    Backup(),
    Restore(),
    Check(),
    Worker(),
    Manage(),
)
