"""Each region: its OKTMO digits (OK 033-2013), its name in six cases, and every case understood."""

from __future__ import annotations

import pytest

import ontology
from normalize.region_names import find_regions
from ontology import Region
from records.morphology import analyzer

DIGITS = (
    "AD 79 AL 84 BA 80 BU 81 CE 96 CU 97 DA 82 IN 26 KB 83 KL 85 KC 91 KR 86 KK 95 KO 87 ME 88 MO 89 SA 98 SE 90 TA 92 TY 93 "
    "UD 94 ALT 01 KAM 30 KHA 08 KDA 03 KYA 04 PER 57 PRI 05 STA 07 ZAB 76 AMU 10 ARK 11 AST 12 BEL 14 BRY 15 CHE 75 IRK 25 IVA 24 "
    "KGD 27 KLU 29 KEM 32 KIR 33 KOS 34 KGN 37 KRS 38 LEN 41 LIP 42 MAG 44 MOS 46 MUR 47 NIZ 22 NGR 49 NVS 50 OMS 52 ORE 53 "
    "ORL 54 PNZ 56 PSK 58 ROS 60 RYA 61 SAK 64 SAM 36 SAR 63 SMO 66 SVE 65 TAM 68 TOM 69 TUL 70 TVE 28 TYU 71 ULY 73 VLA 17 "
    "VGG 18 VLG 19 VOR 20 YAR 78 MOW 45 SPE 40 YEV 99 CHU 77 KHM 718 NEN 118 YAN 719 CR 35 SEV 67 DON 21 LUG 43 ZAP 23 KHE 74"
)
REGIONS = list(ontology.load().regions.values())
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
each_region = pytest.mark.parametrize("region", [pytest.param(region, id=region.id) for region in REGIONS])


def test_digits_of_the_classifier() -> None:
    assert {region.id: region.oktmo for region in REGIONS} == {
        f"RU-{own}": digits for own, digits in zip(DIGITS.split()[::2], DIGITS.split()[1::2], strict=True)
    }


@each_region
def test_every_case_is_the_region(region: Region) -> None:
    for name in (*region.cases, *(name.upper() for name in region.cases)):
        assert [found for found, _ in find_regions(f"школы, {name}, и другие")] == [region.id]


@each_region
def test_the_head_noun_is_declined(region: Region) -> None:
    """The noun that the name is built on stands in each of the six cases, in this order."""
    for name, case in zip(region.cases, CASES, strict=True):
        noun = next(word for word in name.split() if analyzer().parse(word)[0].tag.POS == "NOUN" or len(name.split()) == 1)
        assert case in {parse.tag.case for parse in analyzer().parse(noun)}, name
