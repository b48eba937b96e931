"""Files of a known kind that have no header: what they are is told by the form of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ownership.readers._headers import Layout, layouts_of

#: The columns of the partners of Brazilian companies as the tax authority publishes them.
BRAZIL = (
    "cnpj_basico", "identificador_de_socio", "nome_socio", "cnpj_cpf_socio", "qualificacao_socio",
    "data_entrada_sociedade", "pais", "representante_legal", "nome_representante", "qualificacao_representante",
    "faixa_etaria",
)  # fmt: skip
_FORMS = {0: re.compile(r"\d{8}"), 1: re.compile(r"[123]"), 4: re.compile(r"\d{1,2}"), 5: re.compile(r"\d{8}|0?")}


def headless(rows: Sequence[Sequence[str]]) -> list[Layout]:
    """Return the layout of rows without a header; nothing when they are of no kind that is known.

    Examples
    --------
    >>> row = ["12345678", "2", "ANA", "***123456**", "49", "20200131", "", "***000000**", "", "00", "5"]
    >>> headless([row])[0].preset
    'brazil'
    """
    filled = [row for row in rows if any(row)]
    if filled and all(
        len(row) == len(BRAZIL) and all(form.fullmatch(row[place]) for place, form in _FORMS.items()) for row in filled
    ):
        return layouts_of(list(BRAZIL))
    return []
