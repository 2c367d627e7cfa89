"""The `vsv` command: one Typer application, put together from the modules in `opdrachten`.

A command is thin: it reads its options, calls one service, and shows what came back. Every fault for a
user is a `VsvFout`; here, and only here, it becomes text on stderr and an exit code:

    0 done    1 a mistake of ours    2 input that can't be used    3 surroundings (database, disk, key)
    4 a check found a difference    5 no right
"""

import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from vsv.beheer import scherm, taal
from vsv.beheer.opdrachten import registreer
from vsv.domein.fouten import VsvFout, schijffout
from vsv.domein.vergissing import describe

app = typer.Typer(
    name="vsv",
    help="VSV-monitor: van aanmelding tot wekelijks prioriteitsrapport.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
registreer(app)
taal.speak_dutch()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with the exit code of the outcome."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (by default those of the process) and return the exit code."""
    try:
        return app(arguments, prog_name="vsv", standalone_mode=False) or 0
    except TyperException as e:
        if type(e).__name__ == "NoArgsIsHelpError":
            scherm.say(e.message)
            return 0
        return _fail(taal.as_fault(e))
    except VsvFout as e:
        return _fail(e)
    except OSError as e:
        return _fail(schijffout(e))
    except (KeyboardInterrupt, typer.Abort):
        scherm.say_error("Gestopt. Er is niets half gedaan.")
        return 130
    except Exception as e:  # noqa: BLE001  # the last resort: say it is our mistake, with what we need to mend it
        scherm.say_error(describe(e))
        scherm.say_error("Dit is een fout in VSV-monitor zelf. Er is niets half gedaan. Meld de tekst hierboven.")
        return 1


def _fail(fault: VsvFout) -> int:
    scherm.show_faults(fault)
    return fault.exit_code


if __name__ == "__main__":
    main()
