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
    found = copy_out(cur, "SELECT id, encode(bsn, 'hex') FROM jongere ORDER BY id", {"id": pl.Int64, "bsn": pl.String})
    bsns = oud.decrypt(map(bytes.fromhex, found["bsn"]), oud.actief)
    hexadecimal = [rf"\x{bsn.hex()}" for bsn in nieuw.encrypt(bsns)]
    temporary_table(cur, "opnieuw", "id bigint, bsn bytea")
    copy_in(cur, "opnieuw", found.select("id", bsn=pl.Series(hexadecimal, dtype=pl.String)))
    cur.execute("UPDATE jongere j SET bsn = o.bsn FROM opnieuw o WHERE o.id = j.id")
    cur.execute("UPDATE bsn_sleutel SET nummer = %s, proef = %s", (nieuw.actief, encrypt_proef(nieuw)))
    sessie.log("klantvolg.sleutel_roteren", bijzonderheden={"van": oud.actief, "naar": nieuw.actief})
    return found.height
