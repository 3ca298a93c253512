import type { Language } from './languages.ts'

export type CountryCode =
  | 'US'
  | 'GB'
  | 'CA'
  | 'AU'
  | 'DE'
  | 'FR'
  | 'ES'
  | 'IT'
  | 'IN'
  | 'NL'
  | 'PL'
  | 'JP'
  | 'BR'
  | 'MX'
  | 'SE'

export interface Place {
  city: string
  region: string
  regionCode: string
  /** How its postal codes begin. */
  zip: string
  areaCode: string
}

interface Country {
  /** How many of a hundred or so live there. */
  weight: number
  names: string[]
  dial: string
  /** What is dialled before the area code inside the country. */
  trunk: string
  domains: string[]
  language: Language
  /** How long a postal code is, or how it goes on behind its beginning: # a digit, @ a letter. */
  zip: number | string
  places: Place[]
}

const places = (text: string): Place[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [city = '', region = '', regionCode = '', zip = '', areaCode = ''] = line.trim().split('|')
      return { city, region, regionCode, zip, areaCode }
    })

export const COUNTRIES: Record<CountryCode, Country> = {
  US: {
    weight: 36,
    names: ['United States', 'US', 'USA', 'United States of America', 'U.S.A.'],
    dial: '1',
    trunk: '',
    domains: ['com', 'com', 'com', 'com', 'net', 'org', 'us', 'co', 'io'],
    language: 'en',
    zip: 5,
    places: places(`
      New York|New York|NY|100|212
      Los Angeles|California|CA|900|213
      Chicago|Illinois|IL|606|312
      Houston|Texas|TX|770|713
      Phoenix|Arizona|AZ|850|602
      Philadelphia|Pennsylvania|PA|191|215
      San Antonio|Texas|TX|782|210
      San Diego|California|CA|921|619
      Dallas|Texas|TX|752|214
      Austin|Texas|TX|787|512
      San Jose|California|CA|951|408
      Columbus|Ohio|OH|432|614
      Charlotte|North Carolina|NC|282|704
      San Francisco|California|CA|941|415
      Seattle|Washington|WA|981|206
      Denver|Colorado|CO|802|303
      Boston|Massachusetts|MA|021|617
      Nashville|Tennessee|TN|372|615
      Portland|Oregon|OR|972|503
      Las Vegas|Nevada|NV|891|702
      Detroit|Michigan|MI|482|313
      Memphis|Tennessee|TN|381|901
      Atlanta|Georgia|GA|303|404
      Miami|Florida|FL|331|305
      Minneapolis|Minnesota|MN|554|612
      Tampa|Florida|FL|336|813
      St. Louis|Missouri|MO|631|314
      Kansas City|Missouri|MO|641|816
      Omaha|Nebraska|NE|681|402
      Raleigh|North Carolina|NC|276|919
      Fort Worth|Texas|TX|761|817
      Salt Lake City|Utah|UT|841|801`),
  },
  GB: {
    weight: 11,
    names: ['United Kingdom', 'GB', 'UK', 'Great Britain', 'England'],
    dial: '44',
    trunk: '0',
    domains: ['co.uk', 'co.uk', 'co.uk', 'com', 'com', 'uk', 'org.uk'],
    language: 'en',
    zip: ' #@@',
    places: places(`
      London|Greater London|LDN|EC2A|20
      London|Greater London|LDN|SW1|20
      Manchester|Greater Manchester|GTM|M2|161
      Birmingham|West Midlands|WMD|B3|121
      Leeds|West Yorkshire|WYK|LS1|113
      Glasgow|Scotland|SCT|G2|141
      Edinburgh|Scotland|SCT|EH3|131
      Bristol|Bristol|BST|BS1|117
      Liverpool|Merseyside|MSY|L3|151
      Sheffield|South Yorkshire|SYK|S1|114
      Cardiff|Wales|WLS|CF10|29
      Nottingham|Nottinghamshire|NTT|NG1|115
      Cambridge|Cambridgeshire|CAM|CB2|1223
      Oxford|Oxfordshire|OXF|OX1|1865
      Reading|Berkshire|BRK|RG1|118
      Brighton|East Sussex|ESX|BN1|1273
      Norwich|Norfolk|NFK|NR2|1603
      Exeter|Devon|DEV|EX1|1392
      York|North Yorkshire|NYK|YO1|1904`),
  },
  CA: {
    weight: 4,
    names: ['Canada', 'CA', 'CAN'],
    dial: '1',
    trunk: '',
    domains: ['ca', 'ca', 'com'],
    language: 'en',
    zip: ' #@#',
    places: places(`
      Toronto|Ontario|ON|M5V|416
      Ottawa|Ontario|ON|K1P|613
      Mississauga|Ontario|ON|L5B|905
      Vancouver|British Columbia|BC|V6B|604
      Calgary|Alberta|AB|T2P|403
      Edmonton|Alberta|AB|T5J|780
      Winnipeg|Manitoba|MB|R3C|204
      Halifax|Nova Scotia|NS|B3J|902
      Montréal|Quebec|QC|H3B|514`),
  },
  AU: {
    weight: 3,
    names: ['Australia', 'AU', 'AUS'],
    dial: '61',
    trunk: '0',
    domains: ['com.au', 'com.au', 'com'],
    language: 'en',
    zip: 4,
    places: places(`
      Sydney|New South Wales|NSW|20|2
      Melbourne|Victoria|VIC|30|3
      Brisbane|Queensland|QLD|40|7
      Perth|Western Australia|WA|60|8
      Adelaide|South Australia|SA|50|8
      Newcastle|New South Wales|NSW|23|2
      Geelong|Victoria|VIC|32|3`),
  },
  DE: {
    weight: 11,
    names: ['Germany', 'DE', 'Deutschland', 'GERMANY', 'DEU'],
    dial: '49',
    trunk: '0',
    domains: ['de', 'de', 'de', 'de', 'com', 'eu'],
    language: 'de',
    zip: 5,
    places: places(`
      Berlin|Berlin|BE|101|30
      Hamburg|Hamburg|HH|200|40
      München|Bayern|BY|803|89
      Köln|Nordrhein-Westfalen|NRW|506|221
      Frankfurt am Main|Hessen|HE|603|69
      Stuttgart|Baden-Württemberg|BW|701|711
      Düsseldorf|Nordrhein-Westfalen|NRW|402|211
      Leipzig|Sachsen|SN|041|341
      Dortmund|Nordrhein-Westfalen|NRW|441|231
      Essen|Nordrhein-Westfalen|NRW|451|201
      Bremen|Bremen|HB|281|421
      Dresden|Sachsen|SN|010|351
      Hannover|Niedersachsen|NI|301|511
      Nürnberg|Bayern|BY|904|911
      Münster|Nordrhein-Westfalen|NRW|481|251
      Karlsruhe|Baden-Württemberg|BW|761|721
      Augsburg|Bayern|BY|861|821
      Würzburg|Bayern|BY|970|931
      Göttingen|Niedersachsen|NI|370|551
      Saarbrücken|Saarland|SL|661|681`),
  },
  FR: {
    weight: 7,
    names: ['France', 'FR', 'FRANCE', 'FRA'],
    dial: '33',
    trunk: '0',
    domains: ['fr', 'fr', 'fr', 'com', 'eu'],
    language: 'fr',
    zip: 5,
    places: places(`
      Paris|Île-de-France|IDF|750|1
      Marseille|Provence-Alpes-Côte d'Azur|PACA|130|4
      Lyon|Auvergne-Rhône-Alpes|ARA|690|4
      Toulouse|Occitanie|OCC|310|5
      Nice|Provence-Alpes-Côte d'Azur|PACA|060|4
      Nantes|Pays de la Loire|PDL|440|2
      Strasbourg|Grand Est|GES|670|3
      Montpellier|Occitanie|OCC|340|4
      Bordeaux|Nouvelle-Aquitaine|NAQ|330|5
      Lille|Hauts-de-France|HDF|590|3
      Rennes|Bretagne|BRE|350|2
      Saint-Étienne|Auvergne-Rhône-Alpes|ARA|420|4
      Grenoble|Auvergne-Rhône-Alpes|ARA|380|4
      Angers|Pays de la Loire|PDL|490|2`),
  },
  ES: {
    weight: 5,
    names: ['Spain', 'ES', 'España', 'ESP'],
    dial: '34',
    trunk: '',
    domains: ['es', 'es', 'es', 'com', 'com'],
    language: 'es',
    zip: 5,
    places: places(`
      Madrid|Madrid|M|280|91
      Barcelona|Cataluña|CT|080|93
      Valencia|Comunidad Valenciana|VC|460|96
      Sevilla|Andalucía|AN|410|95
      Zaragoza|Aragón|AR|500|976
      Málaga|Andalucía|AN|290|95
      Murcia|Murcia|MC|300|968
      Bilbao|País Vasco|PV|480|94
      Alicante|Comunidad Valenciana|VC|030|96
      Córdoba|Andalucía|AN|140|957
      Valladolid|Castilla y León|CL|470|983
      A Coruña|Galicia|GA|150|981`),
  },
  IT: {
    weight: 5,
    names: ['Italy', 'IT', 'Italia', 'ITA'],
    dial: '39',
    trunk: '',
    domains: ['it', 'it', 'it', 'com'],
    language: 'it',
    zip: 5,
    places: places(`
      Milano|Lombardia|MI|201|02
      Roma|Lazio|RM|001|06
      Torino|Piemonte|TO|101|011
      Napoli|Campania|NA|801|081
      Bologna|Emilia-Romagna|BO|401|051
      Firenze|Toscana|FI|501|055
      Genova|Liguria|GE|161|010
      Bari|Puglia|BA|701|080
      Verona|Veneto|VR|371|045
      Padova|Veneto|PD|351|049
      Brescia|Lombardia|BS|251|030
      Forlì|Emilia-Romagna|FC|471|0543`),
  },
  IN: {
    weight: 6,
    names: ['India', 'IN', 'IND'],
    dial: '91',
    trunk: '0',
    domains: ['in', 'co.in', 'com', 'com'],
    language: 'in',
    zip: 6,
    places: places(`
      Mumbai|Maharashtra|MH|4000|22
      Delhi|Delhi|DL|1100|11
      Bengaluru|Karnataka|KA|5600|80
      Hyderabad|Telangana|TS|5000|40
      Chennai|Tamil Nadu|TN|6000|44
      Kolkata|West Bengal|WB|7000|33
      Pune|Maharashtra|MH|4110|20
      Ahmedabad|Gujarat|GJ|3800|79
      Jaipur|Rajasthan|RJ|3020|141
      Lucknow|Uttar Pradesh|UP|2260|522
      Kochi|Kerala|KL|6820|484
      Gurgaon|Haryana|HR|1220|124`),
  },
  NL: {
    weight: 4,
    names: ['Netherlands', 'NL', 'The Netherlands', 'Nederland', 'NLD'],
    dial: '31',
    trunk: '0',
    domains: ['nl', 'nl', 'nl', 'com'],
    language: 'nl',
    zip: '## @@',
    places: places(`
      Amsterdam|Noord-Holland|NH|10|20
      Rotterdam|Zuid-Holland|ZH|30|10
      Den Haag|Zuid-Holland|ZH|25|70
      Utrecht|Utrecht|UT|35|30
      Eindhoven|Noord-Brabant|NB|56|40
      Groningen|Groningen|GR|97|50
      Tilburg|Noord-Brabant|NB|50|13
      Breda|Noord-Brabant|NB|48|76
      Nijmegen|Gelderland|GE|65|24
      Haarlem|Noord-Holland|NH|20|23`),
  },
  PL: {
    weight: 4,
    names: ['Poland', 'PL', 'Polska', 'POL'],
    dial: '48',
    trunk: '',
    domains: ['pl', 'pl', 'com.pl', 'com'],
    language: 'pl',
    zip: '-###',
    places: places(`
      Warszawa|Mazowieckie|MZ|00|22
      Kraków|Małopolskie|MA|30|12
      Łódź|Łódzkie|LD|90|42
      Wrocław|Dolnośląskie|DS|50|71
      Poznań|Wielkopolskie|WP|60|61
      Gdańsk|Pomorskie|PM|80|58
      Szczecin|Zachodniopomorskie|ZP|70|91
      Lublin|Lubelskie|LU|20|81
      Katowice|Śląskie|SL|40|32
      Białystok|Podlaskie|PD|15|85`),
  },
  JP: {
    weight: 3,
    names: ['Japan', 'JP', 'JPN'],
    dial: '81',
    trunk: '0',
    domains: ['co.jp', 'co.jp', 'jp', 'com'],
    language: 'ja',
    zip: '-####',
    places: places(`
      Minato-ku|Tokyo|TK|105|3
      Shibuya-ku|Tokyo|TK|150|3
      Chiyoda-ku|Tokyo|TK|100|3
      Osaka|Osaka|OS|530|6
      Yokohama|Kanagawa|KN|220|45
      Nagoya|Aichi|AI|450|52
      Sapporo|Hokkaido|HK|060|11
      Fukuoka|Fukuoka|FO|810|92
      Kobe|Hyogo|HY|650|78
      Kyoto|Kyoto|KY|600|75
      Sendai|Miyagi|MG|980|22`),
  },
  BR: {
    weight: 4,
    names: ['Brazil', 'BR', 'Brasil', 'BRA'],
    dial: '55',
    trunk: '0',
    domains: ['com.br', 'com.br', 'com.br', 'com'],
    language: 'pt',
    zip: '###-###',
    places: places(`
      São Paulo|São Paulo|SP|01|11
      Rio de Janeiro|Rio de Janeiro|RJ|20|21
      Belo Horizonte|Minas Gerais|MG|30|31
      Brasília|Distrito Federal|DF|70|61
      Salvador|Bahia|BA|40|71
      Fortaleza|Ceará|CE|60|85
      Curitiba|Paraná|PR|80|41
      Recife|Pernambuco|PE|50|81
      Porto Alegre|Rio Grande do Sul|RS|90|51
      Goiânia|Goiás|GO|74|62
      Florianópolis|Santa Catarina|SC|88|48`),
  },
  MX: {
    weight: 2,
    names: ['Mexico', 'MX', 'México', 'MEX'],
    dial: '52',
    trunk: '',
    domains: ['com.mx', 'com.mx', 'mx', 'com'],
    language: 'es',
    zip: 5,
    places: places(`
      Ciudad de México|CDMX|CDMX|066|55
      Guadalajara|Jalisco|JAL|441|33
      Monterrey|Nuevo León|NL|640|81
      Puebla|Puebla|PUE|720|222
      Tijuana|Baja California|BC|220|664
      León|Guanajuato|GTO|370|477
      Mérida|Yucatán|YUC|970|999
      Querétaro|Querétaro|QRO|760|442`),
  },
  SE: {
    weight: 2,
    names: ['Sweden', 'SE', 'Sverige', 'SWE'],
    dial: '46',
    trunk: '0',
    domains: ['se', 'se', 'com', 'nu'],
    language: 'sv',
    zip: '# ##',
    places: places(`
      Stockholm|Stockholm|AB|11|8
      Göteborg|Västra Götaland|O|41|31
      Malmö|Skåne|M|21|40
      Uppsala|Uppsala|C|75|18
      Linköping|Östergötland|E|58|13
      Örebro|Örebro|T|70|19
      Umeå|Västerbotten|AC|90|90`),
  },
}

export const COUNTRY_CODES = Object.keys(COUNTRIES) as CountryCode[]
