"""A readable e-mail address of a learner becomes its hash (OB3-114, OB2-06)."""

from __future__ import annotations

import hashlib
import secrets

from trustlint.changes.registry import Change, Failure, change
from trustlint.model.fix import Edit

_SALT_BYTES = 16


@change("hash-recipient")
def hash_recipient(failure: Failure) -> Change | None:
    """``sha256$`` and the hash of the address in small letters with the salt behind it; ``hashed`` becomes true.

    A salt that is there already is used, else the one that was asked for, else a new one. Nothing is worked out before
    it is asked for: a report that showed the hash would be another one each time.
    """
    from trustlint.formats import is_email

    text, path = failure.text, failure.path[:-1]
    holder = failure.at(path)
    if text is None or not isinstance(holder, dict) or not is_email(text.strip()):
        return None
    if not failure.asked.hash_recipients:
        return Change(())
    there = holder.get("salt")
    salt = there if isinstance(there, str) and there else failure.asked.salt
    if salt is None:
        salt = secrets.token_hex(_SALT_BYTES)
    hashed = hashlib.sha256((text.strip().lower() + salt).encode()).hexdigest()
    edits = [Edit("replace", failure.path, f"sha256${hashed}")]
    edits.append(Edit("replace" if "hashed" in holder else "add", (*path, "hashed"), True))
    if there != salt:
        edits.append(Edit("replace" if "salt" in holder else "add", (*path, "salt"), salt))
    return Change(edits)
