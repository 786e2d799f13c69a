"""Runs on a schedule: text for cron and systemd, and a loop of one's own.

print(cron_text(workspace, "05:30"))        # quartermaster schedule --cron
loop(workspace, "05:30", job)               # quartermaster schedule --loop
"""

from __future__ import annotations

import logging
import re
import shlex
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from data.errors import QuartermasterError, SettingsError
from data.workspace import Workspace

__all__ = ["cron_text", "loop", "next_time", "systemd_text"]

log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parent.parent
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _clock(at: str) -> tuple[int, int]:
    """ "05:30" -> (5, 30); `SettingsError` otherwise."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at)
    if not found:
        raise SettingsError(f"time {at!r} is not a time of day; expected HH:MM such as 05:30")
    return int(found[1]), int(found[2])


def _weekday(day: str | None) -> int | None:
    """ "monday" -> 0; None is every day."""
    if day is None:
        return None
    if day.lower() not in _DAYS:
        raise SettingsError(f"day {day!r} is not a weekday; expected one of {', '.join(_DAYS)}")
    return _DAYS.index(day.lower())


def _command(workspace: Workspace, python: str | None) -> str:
    return " ".join(
        [shlex.quote(python or sys.executable), "-m", "ui.cli", "run", "--workspace", shlex.quote(str(workspace.root))]
    )


def cron_text(workspace: Workspace, at: str = "05:30", day: str | None = None, python: str | None = None) -> str:
    """A crontab line that runs every day, or on `day`, at `at` (local time of the machine)."""
    hour, minute = _clock(at)
    weekday = _weekday(day)
    when = "*" if weekday is None else str((weekday + 1) % 7)  # cron counts from Sunday
    log_file = shlex.quote(str(workspace.root / "run.log"))
    command = f"cd {shlex.quote(str(_ROOT))} && {_command(workspace, python)} >> {log_file} 2>&1"
    return f"{minute} {hour} * * {when} {command.replace('%', chr(92) + '%')}\n"


def systemd_text(workspace: Workspace, at: str = "05:30", day: str | None = None, python: str | None = None) -> str:
    """A service and a timer unit; save each under the name in its first line."""
    hour, minute = _clock(at)
    weekday = _weekday(day)
    when = "" if weekday is None else _DAYS[weekday][:3].capitalize() + " "
    return f"""# /etc/systemd/system/quartermaster-run.service
[Unit]
Description=Quartermaster forecast run

[Service]
Type=oneshot
WorkingDirectory={_ROOT}
ExecStart={_command(workspace, python)}

# /etc/systemd/system/quartermaster-run.timer
[Unit]
Description=Quartermaster forecast run, on a schedule

[Timer]
OnCalendar={when}*-*-* {hour:02d}:{minute:02d}:00
Persistent=true

[Install]
WantedBy=timers.target
"""


def next_time(now: datetime, at: str, day: str | None = None) -> datetime:
    """The first moment after `now` with that time of day (and weekday)."""
    hour, minute = _clock(at)
    weekday = _weekday(day)
    moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while moment <= now or (weekday is not None and moment.weekday() != weekday):
        moment += timedelta(days=1)
    return moment


def loop(
    workspace: Workspace,
    at: str,
    job: Callable[[Workspace], object],
    day: str | None = None,
    times: int | None = None,
    now: Callable[[], datetime] = datetime.now,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Call `job(workspace)` at each scheduled time, `times` times or for ever; returns how many succeeded.

    An error of one run is logged and the loop goes on: the served run is whole all the same.
    """
    done = succeeded = 0
    while times is None or done < times:
        moment = next_time(now(), at, day)
        log.info("next run at %s", moment.isoformat(timespec="minutes"))
        while (left := (moment - now()).total_seconds()) > 0:
            sleep(min(left, 60.0))  # short naps, so that a suspended machine wakes up on time
        try:
            job(workspace)
            succeeded += 1
        except QuartermasterError as error:
            log.error("the scheduled run failed: %s", error)
        done += 1
    return succeeded
