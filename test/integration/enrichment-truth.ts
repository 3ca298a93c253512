/**
 * What the bundled pages say about the people of each organization, read by a person. `*` marks whoever decides; titles in
 * two languages stand with a slash; the columns after the title are e-mail, telephone and profile.
 */
const TABLE = `
Alderpoint Energy Ltd | https://www.alderpoint.example
* Callum Birnie | Chief Executive Officer | callum.birnie@alderpoint.example
* Priya Raman | Chief Technology Officer | priya.raman@alderpoint.example
* Hannah Whitlock | Head of Data Platform | hannah.whitlock@alderpoint.example | +44 131 496 0147
Marcus Oyelaran | Talent Partner | marcus.oyelaran@alderpoint.example | | linkedin.com/in/marcus-oyelaran
Fenwick Grid Ltd | https://www.fenwickgrid.example
* Moira Blackett | Chief Executive Officer | m.blackett@fenwickgrid.example
* John Smith | Chief Technology Officer | j.smith@fenwickgrid.example
* Rhona Telford | Chief Data Officer | r.telford@fenwickgrid.example
* Sunil Bhatt | Head of Data Platform | s.bhatt@fenwickgrid.example
Debbie Nunn | Recruiter
Solvane GmbH | https://solvane.example
* Katrin Vogel | Co-founder and CEO / Gründerin und CEO | katrin.vogel@solvane.example
* Jürgen Weiß | Co-founder and CTO / Gründer und CTO | juergen.weiss@solvane.example | +49 30 23125 096
* Amara Diallo | VP Engineering / Leitung Entwicklung | amara.diallo@solvane.example
Tobias Kern | Talent Partner
Thornbury Hydro Ltd | https://thornburyhydro.example
* Isla Thornbury | Founder and CEO | isla@thornburyhydro.example
* Niall Forsyth | Head of Data | niall@thornburyhydro.example
Joanne Petrie | Recruiter
Brightwater Analytics Limited | https://brightwater-analytics.example
* Peter Ashdown | Chief Executive Officer
* Elena Vasquez-Holm | Chief Data Officer | elena.vasquez-holm@brightwater-analytics.example | +44 20 7946 0186
* Ngozi Adeyemi | VP Engineering & Operations | ngozi.adeyemi@brightwater-analytics.example
Bea Lindholm | Principal Data Engineer
Inge Lindholm | Staff Engineer
Noor Haddad | Talent Acquisition Lead
Kestrel Mobility Ltd | https://kestrelmobility.example
* Farah Siddiqui | Chief Executive Officer | farah.siddiqui@kestrelmobility.example
* Alison Greaves | Chief Technology Officer | alison.greaves@kestrelmobility.example
* Owen Pritchard | VP Data Engineering | owen.pritchard@kestrelmobility.example | +44 117 496 0185
Harrowgate Robotics Ltd | https://www.harrowgate-robotics.example
* Imogen Farr | Co-founder and CEO | imogen@harrowgate-robotics.example
* Wei Zhang | VP Engineering | wei@harrowgate-robotics.example | | linkedin.com/in/wei-zhang-harrowgate
* Oluwaseun Bello | Head of Data | seun@harrowgate-robotics.example
Hexham Insurance Group plc | https://www.hexhamgroup.example
* Patricia Lomas | Chief Executive Officer
* Graham Pickles | Director of Data Warehousing | graham.pickles@hexhamgroup.example | +44 161 496 0540
Tracy Obi | Resourcing Partner
Isla Ferries Ltd | https://www.islaferries.example
* Angus MacLean | Managing Director
* Catriona Mair | Commercial Director | catriona.mair@islaferries.example
* Bruce Telfer | Head of IT
Lumenor AB | https://www.lumenor.example
* Åsa Bergström | Founder and CEO / VD och grundare / founder and chief executive | asa.bergstrom@lumenor.example | +46 31 555 01 61
* Nils Ek | Chief Technology Officer / Teknikchef | nils.ek@lumenor.example
* Fatima Nouri | Head of Data / Chef för Data | fatima.nouri@lumenor.example
Nordhavn Logistik ApS | https://www.nordhavn-logistik.example
* Birgitte Aagaard | Chief Executive Officer | birgitte.aagaard@nordhavn-logistik.example
* Lars Mikkelsen | Chief Technology Officer | lars.mikkelsen@nordhavn-logistik.example | +45 32 55 01 10
* Sanne Krogh | Chief Data Officer | sanne.krogh@nordhavn-logistik.example | +45 32 55 01 12
* Jonas Bjerre | Head of Product | jonas.bjerre@nordhavn-logistik.example
Quillon Bank plc | https://www.quillonbank.example
Nigel Fairweather | Chair
* Adaeze Nwosu | Group Chief Executive Officer
* Vikram Nair | Chief Information Officer
* Harriet Cole | Head of Talent Acquisition
Strathallan Council | https://www.strathallan.example
* Margaret Ogilvie | Chief Executive | | 01632 960400
* Fergus Mackay | Director of Digital and Customer Services | | 01632 960411
* Kirsty Boyle | Head of Open Data | | 01632 960412
Ranjit Gill | Procurement Officer
Streamforge Inc. | https://www.streamforge.example
* Renee Castillo | Co-founder & CEO
* Melissa Tran | Chief Partnerships Officer | melissa.tran@streamforge.example
* Brandon Cole | Director of Partnerships, EMEA | brandon.cole@streamforge.example | +1 512 555 0132
Tidemark Systems A/S | https://www.tidemark.example
* Henrik Dahl Madsen | Chief Executive Officer | henrik.dahl.madsen@tidemark.example
* Ingrid Solheim | Chief Data Officer | ingrid.solheim@tidemark.example
* Anders Riis | Chief Technology Officer | anders.riis@tidemark.example
* Freja Holm | Head of Talent Acquisition | freja.holm@tidemark.example | +45 32 55 01 20
Zürcher Messtechnik AG | https://www.zuercher-messtechnik.example
* Regula Brunner | Geschäftsführerin | regula.brunner@zuercher-messtechnik.example | +41 44 555 03 22
Beat Zürcher | Präsident des Verwaltungsrats | beat.zuercher@zuercher-messtechnik.example
* Luca Bernasconi | Leiter Datenplattform | luca.bernasconi@zuercher-messtechnik.example
Adloom Limited | https://adloom.example
* Conor Hickey | Director of Engineering | conor.hickey@adloom.example
Sinéad Walsh | Talent Partner | sinead.walsh@adloom.example
* Gráinne Tierney | Chief Executive Officer
Betrio Gaming Ltd | https://betrio.example
* Lucia Ferrari | Head of Data | lucia.ferrari@betrio.example
Danny Frost | Recruiter | danny.frost@betrio.example
* Mikael Strand | Chief Technology Officer
Bramble & Finch Talent Ltd | https://bramblefinch.example
* Olivia Bramble | Managing Partner | olivia@bramblefinch.example
* Theo Finch | Partner | theo@bramblefinch.example
Caldera Geothermal ehf. | https://caldera-geothermal.example
* Sigríður Jónsdóttir | Chief Executive Officer | sigridur@caldera-geothermal.example
* Einar Þórsson | Head of Data Engineering | einar@caldera-geothermal.example
* Guðrún Helga Arnardóttir | Director of Operations | gudrun@caldera-geothermal.example
Castlegate Housing Association | https://castlegate-housing.example
* Lorna Fyfe | Chief Executive | lorna.fyfe@castlegate-housing.example | +44 1632 960381
* Moira Kincaid | Director of Assets and Repairs | moira.kincaid@castlegate-housing.example
* Dev Chowdhury | Head of Data and Insight | dev.chowdhury@castlegate-housing.example
Cobalt Pay Ltd | https://cobaltpay.example
* Inês Carvalho | Chief Technology Officer | ines.carvalho@cobaltpay.example | +44 20 7946 0520
* Robert Ainscough | Chief Executive Officer
Jack Tran | Technical Recruiter | jack.tran@cobaltpay.example
Corvid Recruiting Ltd | https://corvidrecruiting.example
* Ewan Corbett | Managing Director | ewan.corbett@corvidrecruiting.example
* Jess Tulloch | Head of Data Recruitment | jess.tulloch@corvidrecruiting.example | 07700 900222
Mohan Das | Researcher
Datafolk Meetup CIC | https://datafolk.example
* Rosie Calder | Director | rosie@datafolk.example
Samir Patel | Co-organiser | samir@datafolk.example
Greyfriars Health Ltd | https://greyfriars-health.example
* Morag Kinnear | Chief Executive Officer | morag.kinnear@greyfriars-health.example
* Anna Kowalska | Head of Clinical Data | anna.kowalska@greyfriars-health.example
* Stephen Obuya | Chief Medical Officer
Harbourline Ports plc | https://harbourline.example
* Yasmin Ali | Head of Innovation | yasmin.ali@harbourline.example
* Gordon Strachan-Lee | Director of Port Systems | gordon.strachan-lee@harbourline.example
Millbrook Dairies Ltd | https://millbrookdairies.example
* Hamish Orr | Operations Director | | +44 1632 960651
* Nadia Farouk | Chief Financial Officer
* Steven Laird | Head of IT | steven.laird@millbrookdairies.example
* Joanna Wilk | Quality Director
Moorfield Freight Ltd | https://moorfieldfreight.example
* Graeme Sillars | Chief Executive Officer | graeme.sillars@moorfieldfreight.example
* Shona Petrie | Chief Technology Officer | shona.petrie@moorfieldfreight.example | +44 141 496 0162
* Rory Dunbar | Director of Data | rory.dunbar@moorfieldfreight.example
Lewis Baird | Engineering Manager
Eilidh Cameron | People Partner
Oakhanger Labs Ltd | https://oakhanger.example
* Joanna Prior | co-founder and CEO
* Mehmet Yıldız | co-founder and CTO
Open Grid Alliance e.V. | https://opengrid-alliance.example
* Marguerite De Vos | Secretary General | marguerite.devos@opengrid-alliance.example
* Tamás Horváth | Head of Standards | tamas.horvath@opengrid-alliance.example
* Sofia Brandt | Director of Policy
Pixel Harbour Studios Ltd | https://pixelharbour.example
* Kenji Mori | Studio Technical Director | kenji.mori@pixelharbour.example
* Abby Lennox | Studio Director | abby.lennox@pixelharbour.example
Ptarmigan Cloud Ltd | https://ptarmigan.example
* Iain MacSween | Founder and CEO | iain@ptarmigan.example
* Ellen Ross | Chief Operating Officer | ellen@ptarmigan.example
* Struan Keir | Head of Platform | struan@ptarmigan.example
Skylark Météo SAS | https://skylark-meteo.example
* Olivier Marchetti | Président | o.marchetti@skylark-meteo.example
* Claire Dufour | Directrice technique | claire.dufour@skylark-meteo.example | +33 5 36 49 00 46
* Yann Le Goff | Responsable Données | yann.legoff@skylark-meteo.example
Vantra Defence Systems Ltd | https://vantra-defence.example
Verdanta Foods Ltd | https://verdanta.example
* Tom Ashcombe | Founder & CEO
* Nkechi Udo | Head of Platform Engineering
Windrush Maps Ltd | https://windrushmaps.example
* Bronwen Hale | Chief Executive Officer | bronwen@windrushmaps.example
* Kofi Asante | Head of Geospatial Engineering | kofi@windrushmaps.example
* Dominic Achterberg | Director | | | linkedin.com/in/dominic-achterberg`

/** Namesakes, people of former days and people who are only claimed: whom a reader may well list, and nobody may propose. */
const OTHERS = `
John Smith | Head of Sales | | | | Bolsover Cables
John Smith | Owner | john@smithcalderplumbing.example | 01632 960777 | | Smith & Calder Plumbing
John Smith | IT Manager | | | | Fenwick Grid Ltd
Alison Greaves | Chief Flying Instructor | alison@kestrel-aviation.example | | | Kestrel Aviation
Greta Solberg | Managing Director | greta@kestrel-aviation.example | | | Kestrel Aviation
Wei Zhang | Professor of Hydraulics | w.zhang@cambria-university.example | 01632 960888 | | Cambria University
Anna Kowalska | Principal Dentist | anna@kowalska-dental.example | 0131 496 0999 | | Kowalska Dental
Imogen Farr | Office Manager | office@harrowgateroofing.example | | | Harrowgate Roofing
Gregor Lamont | Chief Technology Officer | gregor.lamont@alderpoint.example | | | Alderpoint Energy Ltd
Gareth Pym | Chief Technology Officer | | | | Brightwater Analytics Limited
Elena Vasquez-Holm | Senior Data Engineer | | | | Brightwater Analytics
Noor Haddad | Office Manager | | | | Brightwater Analytics
Dominic Achterberg | CEO | dominic.achterberg@kestrelmobility.example | | | Kestrel Mobility
Alison Greaves | Head of Engineering | | | | Kestrel Mobility
Beat Zürcher | Geschäftsführer | | | | Zürcher Messtechnik AG
Rebecca Stone | Resourcing Director | rebecca.stone@vantra-defence.example | | | Vantra Defence Systems`

export interface TruePerson {
  name: string
  titles: string[]
  email: string | null
  phone: string | null
  linkedin_url: string | null
  decides: boolean
  company: string
  website: string
}

export interface TrueOrganization {
  name: string
  website: string
  people: TruePerson[]
}

const cells = (line: string) => line.split('|').map((cell) => cell.trim())

function personOf(line: string, at: { name: string; website: string }): TruePerson {
  const [name = '', titles = '', email, phone, profile, company] = cells(line.replace(/^\* /, ''))
  return {
    name,
    titles: titles.split(' / '),
    email: email || null,
    phone: phone || null,
    linkedin_url: profile || null,
    decides: line.startsWith('* '),
    company: company || at.name,
    website: at.website,
  }
}

/** The organizations of the bundled web with the people whom their pages name. */
export const trueOrganizations: TrueOrganization[] = TABLE.trim()
  .split('\n')
  .reduce<TrueOrganization[]>((found, line) => {
    const [name = '', website = ''] = cells(line)
    const last = found.at(-1)
    if (website.startsWith('https://')) found.push({ name, website, people: [] })
    else if (last) last.people.push(personOf(line, last))
    return found
  }, [])

export const otherPeople: TruePerson[] = OTHERS.trim()
  .split('\n')
  .map((line) => personOf(line, { name: '', website: '' }))
