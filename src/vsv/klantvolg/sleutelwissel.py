"""Putting every BSN on the newest key: all of them or none."""

import polars as pl

from vsv.klantvolg.personen import encrypt_proef, use_sleutels
from vsv.opslag.service import copy_in, copy_out, load_sleutels, temporary_table
from vsv.toegang.service import Sessie


def rotate_sleutel(sessie: Sessie) -> int:
    """Encrypt every BSN with the newest key of the key file.

    The order for the operator: add a key to the file, rotate, and only then take the old key out. Until the rotation
    everything goes on with the old key; during it, whoever needs a BSN waits. One log line says what was done: nothing
    about a person is shown or changed.

    Args:
        sessie: A transaction as vsv_werker; what it does counts when it ends, entirely or not at all.

    Returns:
        How many BSN's were encrypted anew; 0 when the database is on the newest key already.

    Raises:
        OmgevingFout: The key the database is on is not here.
    """
    cur = sessie.cur
    cur.execute("SELECT pg_advisory_xact_lock(hashtext('klantvolg.sleutel'))")
    oud, nieuw = use_sleutels(cur), load_sleutels()
    if oud.actief == nieuw.actief:
        return 0
    query = "SELECT encode(bsn, 'hex') FROM (SELECT bsn FROM jongere UNION SELECT bsn FROM signaal) AS b ORDER BY 1"
    found = copy_out(cur, query, {"bsn": pl.String})["bsn"]
    bsns = oud.decrypt(map(bytes.fromhex, found), oud.actief)
    voor = [rf"\x{bsn}" for bsn in found]
    na = [rf"\x{bsn.hex()}" for bsn in nieuw.encrypt(bsns)]
    temporary_table(cur, "opnieuw", "voor bytea, na bytea")
    copy_in(cur, "opnieuw", pl.DataFrame({"voor": voor, "na": na}, schema={"voor": pl.String, "na": pl.String}))
    cur.execute("UPDATE jongere j SET bsn = o.na FROM opnieuw o WHERE o.voor = j.bsn")
    cur.execute("UPDATE signaal s SET bsn = o.na FROM opnieuw o WHERE o.voor = s.bsn")
    cur.execute("DELETE FROM inlevering")  # of an hour at most; who handed it in does so again
    cur.execute("UPDATE bsn_sleutel SET nummer = %s, proef = %s", (nieuw.actief, encrypt_proef(nieuw)))
    sessie.log("klantvolg.sleutel_roteren", bijzonderheden={"van": oud.actief, "naar": nieuw.actief})
    return found.len()
