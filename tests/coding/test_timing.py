"""Which date an event takes: from its clause, from one beside it, or counted from another's."""

import datetime

import pytest

from verbale.coding.coder import code
from verbale.record.report import Report

DAY = datetime.date(2024, 5, 16)  # a Thursday

# Language, report, and for each event of the types named, as the text has them, its date or none.
CASES = """
en | On Monday police in Harare arrested nine union leaders, who had called a strike. | COERCE 2024-05-13
pt | Na segunda-feira, o governo de Angola proibira uma marcha da oposição em Luanda. | COERCE 2024-05-13
pt | Sábado, 6h15: trinta rebeldes armados atacam o quartel de Bangassou. | ASSAULT 2024-05-11
fr | Mardi, 5 heures : des rebelles attaquent la caserne de Bangassou. | ASSAULT 2024-05-14
en | President William Ruto meets President Yoweri Museveni in Kampala on Saturday. | CONSULT 2024-05-18
es | Los cancilleres de Perú y Chile van a reunirse el domingo en Lima. | AGREE 2024-05-19
pt | Os ministros do Brasil e do Paraguai vão reunir-se no domingo em Assunção. | AGREE 2024-05-19
en | Kenya refused on Tuesday to recognise the vote in Uganda and said it would impose sanctions. | THREATEN 2024-05-14
en | Ghana recalled its envoy on Tuesday, three days after Togo bombed a village on the border. | ASSAULT 2024-05-11
es | Perú expulsó el martes al embajador de Bolivia, dos días después de que tropas de ese país mataran a tres policías. | ASSAULT 2024-05-12
pt | A Espanha expulsou na quarta-feira dois diplomatas russos, um dia depois de a Rússia ter expulsado um cônsul espanhol. | SANCTION 2024-05-15, SANCTION 2024-05-14
fr | Le Mali a rappelé mardi son ambassadeur, quatre jours après que l'armée nigérienne a bombardé un village malien. | ASSAULT 2024-05-10
en | Two days after rebels stormed the town on 3 May, police in Burundi arrested nine men. | ASSAULT 2024-05-03, COERCE 2024-05-05
en | Rebels killed six soldiers in Mali on 3 May. The next day the army bombed two villages. | ASSAULT 2024-05-03, ASSAULT 2024-05-04
es | Los rebeldes mataron a seis soldados en Malí el 3 de mayo. Al día siguiente, el ejército bombardeó dos aldeas. | ASSAULT 2024-05-03, ASSAULT 2024-05-04
fr | En 1994, le Yémen a expulsé l'ambassadeur d'Irak. Trois ans plus tard, il a accusé le Koweït d'espionnage. | SANCTION 1994-01-01, ACCUSE 1997-01-01
en | Soldiers in Guinea shot two students on Sunday. Hours later protesters torched a barracks. | ASSAULT 2024-05-12, PROTEST 2024-05-12
pt | Soldados da Guiné mataram dois estudantes no domingo. Horas depois, manifestantes cercaram um quartel. | ASSAULT 2024-05-12, PROTEST 2024-05-12
es | El presidente de Chile, que la víspera había criticado a Bolivia, se reunió el lunes con su homólogo boliviano. | ACCUSE 2024-05-12
en | Ghana will sign a border treaty with Togo on Friday, a spokesman told reporters. | AGREE 2024-05-17
en | Two policemen were killed when rebels attacked a barracks in Mali on Monday. | ASSAULT 2024-05-13, ASSAULT 2024-05-13
fr | Trois policiers ont été tués lorsque des rebelles ont attaqué lundi une caserne au Mali. | ASSAULT 2024-05-13, ASSAULT 2024-05-13
es | Chile llamó ayer a su embajador, dos días después de que soldados peruanos mataran a tres pescadores. | ASSAULT 2024-05-13
en | The army of Chad said on Tuesday that rebels had killed nine villagers. | ASSAULT none
fr | L'armée tchadienne a affirmé mardi que des rebelles avaient tué neuf villageois. | ASSAULT none
en | Togo's president thanked Ghana for last month's loan. | SUPPORT none
es | La ministra de Perú acusó a Chile de los disturbios del domingo. | ACCUSE none
fr | Le Tchad a promis mardi de libérer samedi quarante prisonniers soudanais. | AGREE 2024-05-14
en | Rebels in Mali killed nine soldiers in December. | ASSAULT 2023-12-01
en | Turkey expelled two Israeli diplomats in June last year. | SANCTION 2023-06-01
es | Turquía expulsó a dos diplomáticos israelíes en junio del año pasado. | SANCTION 2023-06-01
en | Police in Kenya have arrested ninety protesters since Monday. | COERCE 2024-05-13
fr | La police kényane a arrêté depuis lundi quatre-vingt-dix manifestants. | COERCE 2024-05-13
en | The trouble began on Monday, when protesters in Togo stormed the parliament. | PROTEST 2024-05-13
pt | A crise começou na segunda-feira, quando manifestantes invadiram o parlamento do Togo. | PROTEST 2024-05-13
en | Xi Jinping, speaking in Beijing on Tuesday, called on Japan to lift its sanctions. | REQUEST 2024-05-14
fr | L'assaut lancé lundi par des rebelles contre une caserne togolaise a fait six morts. | ASSAULT 2024-05-13
pt | Os rebeldes do Congo mataram, violaram e mutilaram milhares de civis entre 1998 e 2001. | ASSAULT 1998-01-01, ASSAULT 1998-01-01, ASSAULT 1998-01-01
es | LIMA, 16 de mayo.- El asesinato de dos policías peruanos ha indignado a Bolivia. | ASSAULT none
es | El viernes, soldados de Honduras detuvieron a cuatro periodistas que filmaban la frontera. | COERCE 2024-05-10
pt | Na terça-feira, a polícia de Moçambique dispersara com gás uma marcha de professores. | ASSAULT 2024-05-14
fr | Samedi, 22 heures : des miliciens maliens attaquent un commissariat de Bamako. | ASSAULT 2024-05-11
en | The Philippines will expel two Chinese diplomats on Monday. | SANCTION 2024-05-20
en | Sudan closed its border with Chad on Wednesday, a week after rebels shelled the town of Tine. | COERCE 2024-05-15, ASSAULT 2024-05-08
fr | La Bolivie a rompu lundi ses relations avec le Pérou, trois jours après l'expulsion de son ambassadeur. | SANCTION 2024-05-13, SANCTION 2024-05-10
pt | O Quénia retirou no sábado as suas tropas da Somália, duas semanas depois de milicianos terem morto dez soldados. | RETREAT 2024-05-11, ASSAULT 2024-04-27
es | Un mes después de que Chile cerrara el paso, Bolivia retiró el lunes a su cónsul. | COERCE 2024-04-01, SANCTION 2024-05-13
fr | Des rebelles ont tué six soldats au Mali le 3 mai. Le lendemain, l'armée a bombardé deux villages. | ASSAULT 2024-05-03, ASSAULT 2024-05-04
pt | Em 2001, a Turquia expulsou dois diplomatas gregos. Dez anos depois, expulsou o embaixador de Israel. | SANCTION 2001-01-01, SANCTION 2011-01-01
en | Police in Lagos shot three protesters on Friday. That night crowds burned down a courthouse. | ASSAULT 2024-05-10, ASSAULT 2024-05-10
es | La policía de Lima mató el viernes a tres manifestantes. Esa misma noche, una multitud incendió un juzgado. | ASSAULT 2024-05-10, ASSAULT 2024-05-10
pt | O ministro da Defesa do Chade afirmou na terça-feira que rebeldes mataram nove aldeões. | ASSAULT none
es | El ejército de Chad informó el martes de que los rebeldes habían matado a nueve aldeanos. | ASSAULT none
fr | Le président togolais a remercié le Ghana pour le prêt du mois dernier. | SUPPORT none
pt | O Peru acusou o Chile dos distúrbios de domingo. | ACCUSE none
es | Chad prometió el martes liberar el sábado a cuarenta presos sudaneses. | AGREE 2024-05-14
pt | Os rebeldes mataram nove soldados do Mali em dezembro. | ASSAULT 2023-12-01
fr | La Turquie a expulsé deux diplomates israéliens en juin de l'an dernier. | SANCTION 2023-06-01
es | La policía ha detenido desde el lunes a noventa manifestantes en Kenia. | COERCE 2024-05-13
fr | La crise a commencé lundi, quand des manifestants ont envahi le Parlement togolais. | PROTEST 2024-05-13
es | Xi Jinping, hablando el martes en Pekín, pidió a Japón que levante sus sanciones. | REQUEST 2024-05-14
en | The raid carried out on Sunday by Chadian soldiers killed six villagers in Sudan. | ASSAULT 2024-05-12
en | LIMA, May 16 - The murder of two Peruvian policemen has angered Bolivia. | ASSAULT none
en | Hours after Niger expelled the French envoy, a mob in Niamey stormed the embassy of France on Saturday. | SANCTION 2024-05-11, ASSAULT 2024-05-11
en | Rebels killed nine soldiers in Mali on 3 May. The following week they shelled the town of Gao. | ASSAULT 2024-05-03, ASSAULT 2024-05-06
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines(), ids=lambda c: c.split(" | ")[1])
def test_date(reader_files: None, case: str) -> None:
    language, text, wanted = case.split(" | ")
    pairs = [pair.split() for pair in wanted.split(", ")]
    types = {event for event, _ in pairs}
    events = [event for event in code(Report(text, "x", language, DAY)) if event.event in types]
    found = [[event.event, event.date.start if event.date else "none"] for event in events]
    assert found == pairs
