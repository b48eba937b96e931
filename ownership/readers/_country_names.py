"""Names of countries as the lists of authorities write them, as ISO 3166 codes."""

from __future__ import annotations

from functools import lru_cache

#: Code -> names in English, and how lists of the United States, the United Nations and others write them.
_NAMES = """
AD Andorra|AE United Arab Emirates/UAE/U.A.E.|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia
AO Angola|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Aland Islands/Åland Islands
AZ Azerbaijan|BA Bosnia and Herzegovina/Bosnia & Herzegovina/Bosnia-Herzegovina|BB Barbados|BD Bangladesh|BE Belgium
BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BM Bermuda
BN Brunei/Brunei Darussalam|BO Bolivia/Bolivia, Plurinational State of|BR Brazil|BS Bahamas/The Bahamas/Bahamas, The
BT Bhutan|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands
CD Congo, Democratic Republic of the/Democratic Republic of the Congo/Congo, the Democratic Republic of the/DRC
CD Democratic Republic of Congo/Congo (Kinshasa)|CF Central African Republic
CG Congo, Republic of the/Republic of the Congo/Congo/Congo (Brazzaville)|CH Switzerland
CI Cote d'Ivoire/Cote d Ivoire/Côte d'Ivoire/Ivory Coast|CK Cook Islands|CL Chile|CM Cameroon
CN China/People's Republic of China/PRC/P.R. China/P.R.C./Mainland China/China, People's Republic of|CO Colombia
CR Costa Rica|CU Cuba|CV Cape Verde/Cabo Verde|CW Curacao/Curaçao|CY Cyprus|CZ Czech Republic/Czechia|DE Germany
DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara
ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands/Falkland Islands (Malvinas)
FM Micronesia/Federated States of Micronesia/Micronesia, Federated States of|FO Faroe Islands|FR France|GA Gabon
GB United Kingdom/UK/U.K./Great Britain/England/Scotland/Wales/Northern Ireland|GD Grenada|GE Georgia
GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia/The Gambia/Gambia, The|GN Guinea
GP Guadeloupe|GQ Equatorial Guinea|GR Greece|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana
HK Hong Kong/Hong Kong SAR/Hong Kong, China|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland
IL Israel|IM Isle of Man/Man, Isle of|IN India|IQ Iraq|IR Iran/Iran, Islamic Republic of/Islamic Republic of Iran
IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan/Kyrgyz Republic|KH Cambodia
KI Kiribati|KM Comoros|KN Saint Kitts and Nevis/St. Kitts and Nevis
KP Korea, North/North Korea/DPRK/Democratic People's Republic of Korea/Korea, Democratic People's Republic of
KR Korea, South/South Korea/Republic of Korea/Korea, Republic of|KW Kuwait|KY Cayman Islands|KZ Kazakhstan
LA Laos/Lao People's Democratic Republic|LB Lebanon|LC Saint Lucia/St. Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia
LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya/Libyan Arab Jamahiriya|MA Morocco|MC Monaco
MD Moldova/Moldova, Republic of/Republic of Moldova|ME Montenegro|MG Madagascar|MH Marshall Islands
MK North Macedonia/Macedonia/Macedonia, The Former Yugoslav Republic of/The Republic of North Macedonia
ML Mali|MM Burma/Myanmar|MN Mongolia|MO Macau/Macao|MP Northern Mariana Islands|MQ Martinique|MR Mauritania
MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia
NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands/The Netherlands/Holland
NL Netherlands, The|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|PE Peru
PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|PR Puerto Rico
PS Palestinian/Palestine/West Bank/Region: Gaza/Gaza/Palestinian Territories/Palestinian Territory/State of Palestine
PT Portugal|PW Palau|PY Paraguay|QA Qatar|RE Reunion|RO Romania|RS Serbia
RU Russia/Russian Federation|RW Rwanda|SA Saudi Arabia|SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden
SG Singapore|SH Saint Helena|SI Slovenia|SK Slovakia/Slovak Republic|SL Sierra Leone|SM San Marino|SN Senegal
SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome and Principe|SV El Salvador|SX Sint Maarten
SY Syria/Syrian Arab Republic|SZ Eswatini/Swaziland|TC Turks and Caicos Islands|TD Chad|TG Togo|TH Thailand
TJ Tajikistan|TL Timor-Leste/East Timor|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey/Türkiye/Turkiye
TT Trinidad and Tobago|TV Tuvalu|TW Taiwan/Taiwan, Province of China|TZ Tanzania/United Republic of Tanzania
TZ Tanzania, United Republic of|UA Ukraine|UG Uganda|US United States/United States of America/USA/U.S./U.S.A.
UY Uruguay|UZ Uzbekistan|VA Holy See/Vatican City|VC Saint Vincent and the Grenadines
VE Venezuela/Venezuela, Bolivarian Republic of/Bolivarian Republic of Venezuela
VG Virgin Islands, British/British Virgin Islands/Virgin Islands (British)/BVI
VI Virgin Islands, U.S./U.S. Virgin Islands|VN Vietnam/Viet Nam|VU Vanuatu|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte
ZA South Africa|ZM Zambia|ZW Zimbabwe
"""


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


#: Codes of three letters, as registers of several states write them, before those of two.
_THREE = """
ABW AW AFG AF AGO AO AIA AI ALB AL AND AD ARE AE ARG AR ARM AM ATG AG AUS AU AUT AT AZE AZ BEL BE BGD BD BGR BG BHR BH
BHS BS BIH BA BLR BY BLZ BZ BMU BM BOL BO BRA BR BRB BB BRN BN BWA BW CAN CA CHE CH CHL CL CHN CN CIV CI CMR CM COD CD
COG CG COL CO CRI CR CUB CU CUW CW CYM KY CYP CY CZE CZ DEU DE DMA DM DNK DK DOM DO DZA DZ ECU EC EGY EG ESP ES EST EE
ETH ET FIN FI FJI FJ FRA FR FRO FO GAB GA GBR GB GEO GE GGY GG GHA GH GIB GI GIN GN GRC GR GRD GD GRL GL GTM GT GUY GY
HKG HK HND HN HRV HR HTI HT HUN HU IDN ID IMN IM IND IN IRL IE IRN IR IRQ IQ ISL IS ISR IL ITA IT JAM JM JEY JE JOR JO
JPN JP KAZ KZ KEN KE KGZ KG KHM KH KNA KN KOR KR KWT KW LAO LA LBN LB LBR LR LBY LY LCA LC LIE LI LKA LK LTU LT LUX LU
LVA LV MAC MO MAR MA MCO MC MDA MD MDG MG MDV MV MEX MX MHL MH MKD MK MLI ML MLT MT MMR MM MNE ME MNG MN MOZ MZ MUS MU
MWI MW MYS MY NAM NA NER NE NGA NG NIC NI NLD NL NOR NO NPL NP NZL NZ OMN OM PAK PK PAN PA PER PE PHL PH PNG PG POL PL
PRI PR PRK KP PRT PT PRY PY PSE PS QAT QA ROU RO RUS RU RWA RW SAU SA SDN SD SEN SN SGP SG SLE SL SLV SV SMR SM SRB RS
SUR SR SVK SK SVN SI SWE SE SYC SC SYR SY TCA TC THA TH TJK TJ TKM TM TTO TT TUN TN TUR TR TWN TW TZA TZ UGA UG UKR UA
URY UY USA US UZB UZ VCT VC VEN VE VGB VG VIR VI VNM VN VUT VU WSM WS YEM YE ZAF ZA ZMB ZM ZWE ZW ALA AX ASM AS BDI BI
BEN BJ BFA BF BTN BT CAF CF CCK CC COK CK COM KM CPV CV DJI DJ ERI ER ESH EH FLK FK FSM FM GLP GP GMB GM GNB GW GNQ GQ
GUF GF GUM GU KIR KI LSO LS MNP MP MRT MR MSR MS MTQ MQ MYT YT NCL NC NFK NF NIU NU NRU NR PLW PW PYF PF REU RE SHN SH
SLB SB SOM SO SSD SS STP ST SWZ SZ SXM SX TCD TD TGO TG TLS TL TON TO TUV TV VAT VA
"""


_ENTRIES = [entry.strip().split(" ", 1) for entry in _NAMES.replace("\n", "|").split("|") if entry.strip()]
_CODES = {_bare(name): code for code, names in _ENTRIES for name in names.split("/")}
_PAIRS = _THREE.split()
_CODES.update((three.casefold(), two) for three, two in zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_KNOWN = frozenset(code for code, _ in _ENTRIES)


@lru_cache(maxsize=4096)
def iso_country(text: str | None) -> str | None:
    """Return the ISO 3166 code of a country, given its name or its code; None when it is neither.

    A region that two states claim ("Region: Crimea") and a state that is no more are None: that is not decided here.

    Examples
    --------
    >>> iso_country("Korea, North"), iso_country("cn"), iso_country("NOR"), iso_country("Region: Crimea")
    ('KP', 'CN', 'NO', None)
    """
    text = (text or "").strip()
    if len(text) == 2 and text.upper() in _KNOWN:
        return text.upper()
    return _CODES.get(_bare(text))


def the_one(countries: list[str | None]) -> str | None:
    """Return the country that all of some addresses lie in, None when they lie in several or one is not known.

    Examples
    --------
    >>> the_one(["CN", "CN"]), the_one(["CN", "HK"]), the_one(["CN", None]), the_one([])
    ('CN', None, 'CN', None)
    """
    known = {code for code in countries if code}
    return known.pop() if len(known) == 1 else None
