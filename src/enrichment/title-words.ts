/** How high a title stands; the order is the rank, highest first. */
export const SENIORITIES = [
  'founder',
  'c_level',
  'partner',
  'vp',
  'head',
  'director',
  'board',
  'manager',
  'lead',
  'senior',
  'individual',
  'entry',
  'assistant',
] as const
export type Seniority = (typeof SENIORITIES)[number]

export const DEPARTMENTS = [
  'engineering',
  'it',
  'security',
  'data',
  'product',
  'design',
  'research',
  'sales',
  'partnerships',
  'marketing',
  'customer',
  'people',
  'finance',
  'legal',
  'operations',
  'procurement',
  'strategy',
  'executive',
  'administration',
] as const
export type Department = (typeof DEPARTMENTS)[number]

/** Short forms spelled out before anything else is read; folded words on both sides. */
export const SHORT_TITLES: Record<string, string> = {
  ceo: 'chief executive officer',
  cto: 'chief technology officer',
  cfo: 'chief financial officer',
  coo: 'chief operating officer',
  cmo: 'chief marketing officer',
  cpo: 'chief product officer',
  cro: 'chief revenue officer',
  cco: 'chief commercial officer',
  cio: 'chief information officer',
  ciso: 'chief information security officer',
  cso: 'chief security officer',
  cdo: 'chief data officer',
  chro: 'chief human resources officer',
  cxo: 'chief officer',
  clo: 'chief legal officer',
  vp: 'vice president',
  svp: 'senior vice president',
  evp: 'executive vice president',
  avp: 'assistant vice president',
  vps: 'vice president',
  md: 'managing director',
  gm: 'general manager',
  hr: 'human resources',
  ta: 'talent acquisition',
  bd: 'business development',
  bizdev: 'business development',
  pr: 'public relations',
  sr: 'senior',
  snr: 'senior',
  jr: 'junior',
  dir: 'director',
  mgr: 'manager',
  mgmt: 'management',
  eng: 'engineering',
  engr: 'engineer',
  swe: 'software engineer',
  sde: 'software engineer',
  dev: 'developer',
  ops: 'operations',
  cs: 'customer success',
  qa: 'quality assurance',
  rd: 'research and development',
  ea: 'executive assistant',
  pa: 'personal assistant',
  pdg: 'chief executive officer',
  vd: 'chief executive officer',

  dg: 'chief executive officer',
  dsi: 'chief information officer',
  drh: 'chief human resources officer',
  daf: 'chief financial officer',
  gf: 'geschaftsfuhrer',
  vicepresident: 'vice president',
  cofounder: 'founder',
  cofondateur: 'founder',
  cofondatrice: 'founder',
  mitgrunder: 'founder',
  cofundador: 'founder',
}

// each pattern is tried on the folded, spelled-out title; the first that fits decides
export const SENIORITY_PATTERNS: [Seniority, RegExp][] = [
  [
    'assistant',
    /\b(?:assistants?(?! (?:vice|director|manager|professor|general|head)\b)|assistent(?:in)?|assistenz|sekretar(?:in)?|(?<!general |company )secretary(?! general)|secretaire(?! general)|asistente|assistente|receptionist|office manager|office of)\b/,
  ],
  [
    'board',
    /\b(?:board (?:member|director|advisor|observer)|member of the (?:advisory |supervisory )?board|non executive|chair(?:man|woman|person)?|chair of the board|(?:prasident(?:in)? (?:de[sr] )?)?(?:aufsichtsrat|verwaltungsrat|stiftungsrat)s?|beirat|advis[oe]r to)\b/,
  ],
  [
    'founder',
    /\b(?:founders?|founding (?:partner|ceo)|owners?|proprietor|inhaber(?:in)?|grunder(?:in)?|fondateur|fondatrice|gerant|grundare|grunnlegger|stifter|medgrundare|fundador|fundadora|fondatore|fondatrice|propietari[oa]|titolare|oprichter|eigenaar)\b/,
  ],
  ['manager', /\bassistant vice president\b/],
  ['vp', /\b(?:vice presidents?|vice president[ea]?|vicepresident[ea]?|vizeprasident(?:in)?)\b/],
  [
    'c_level',
    /\b(?:chief (?:\w+ ){0,4}officers?|chief (?:executive|technologist|scientist|economist)|managing directors?|president|presidente|prasident(?:in)?|general director|director general|secretary general|general secretary|secretaire generale?|directeur general|directrice generale|geschaftsfuhrer(?:in)?|geschaftsfuhrung|geschaftsleitung|vorstand(?:svorsitzender?|smitglied)?|consejer[oa] delegad[oa]|amministrat(?:ore|rice) delegat[oa]|algemeen directeur|bestuurder|verkstallande direktor|administrerende direktor|administrerende direktør|teknikchef|teknisk direktor|ekonomichef|finanschef|c level|c suite)\b|^(?:senior )?executives?$/,
  ],
  [
    'partner',
    /\b(?:(?:managing|general|senior|founding|equity) partners?)\b|^partners?\b(?! (?:manager|success|marketing|development|account|sales|program))|(?<!(?:business|channel|talent|people|resourcing|recruit(?:ing|ment)|human resources|delivery|client|finance|hiring|technology|sourcing|growth|learning|alliance) )\bpartner$/,
  ],
  [
    'head',
    /\b(?:heads?(?! (?:chef|nurse|coach|teacher|waiter|cashier|barista|gardener|housekeeper|start|count)\b)|leiter(?:in)?|[a-z]+leiter(?:in)?(?<!teamleiter)(?<!teamleiterin)(?<!projektleiter)(?<!projektleiterin)|leitung|responsable|responsabile|hoofd|chef for|chef pa|avdelningschef|afdelingschef|jef[ea] de|chefe de|chef de service)\b/,
  ],
  [
    'director',
    /\b(?:directors?|general managers?|directeur|directrice|director|directora|direttore|direttrice|diretor|diretora|direktor(?:in)?|bereichsleiter(?:in)?|prokurist(?:in)?)\b/,
  ],
  [
    'manager',
    /\b(?:managers?|chief of staff|managing editor|supervisor|manager(?:in)?|gerente|chef de (?:projet|produit|vente)|projektleiter(?:in)?|superintendent|superviseur)\b/,
  ],
  ['lead', /\b(?:team lead(?:er)?|tech(?:nical)? lead|leads?(?! generation)(?!ership)|teamleiter(?:in)?|capo)\b/],
  [
    'entry',
    /\b(?:interns?|internship|trainee|apprentice|working student|werkstudent(?:in)?|praktikant(?:in)?|stagiaire|becari[oa]|graduate|junior|entry level|azubi)\b/,
  ],
  ['senior', /\b(?:senior|principal|staff|distinguished|fellow|architect|expert|specialist ii+)\b/],
]

export const DEPARTMENT_PATTERNS: [Department, RegExp][] = [
  ['security', /\b(?:(?:information |cyber |it )?security|infosec|cybersecurity|sicherheit|seguridad|securite)\b/],
  [
    'data',
    /\b(?:data(?! protection)|analytics|machine learning|artificial intelligence|business intelligence|ai|ml|daten|donnees|datos)\b/,
  ],
  [
    'it',
    /\b(?:chief information(?! security)|information technology|it|informatik|informatica|edv|systems? administrator|help ?desk|informatique|sistemas)\b/,
  ],
  [
    'engineering',
    /\b(?:engineering|engineers?|technology|technical|technologist|tech|software|developers?|development(?<!business development)(?<!talent development)(?<!corporate development)(?<!research and development)|programmers?|devops|sre|platform|infrastructure|frontend|backend|quality assurance|technik|teknik\w*|teknisk|technisch\w*|technologie|entwicklung|entwickler(?:in)?|technique|ingenieur\w*|ingenieri[ae]|tecnic[oa]|ingegnere|softwareentwicklung|desarrollo|developpement|developpeur)\b/,
  ],
  ['design', /\b(?:design|designers?|ux|ui|user experience|creative|brand designer|gestaltung)\b/],
  ['product', /\b(?:products?(?! marketing)|produkt\w*|produit|producto|prodotto)\b/],
  [
    'research',
    /\b(?:research|science|scientists?|scientific|r d|forschung|recherche|investigacion|ricerca|laboratory)\b/,
  ],
  [
    'sales',
    /\b(?:sales|revenue|commercial|account executives?|account managers?|business development|vertrieb|vertriebs\w*|verkauf|verkaufs\w*|ventes?|ventas|commerciale?|comercial|vendite|vendas|verkoop|growth sales|inside sales|sdr|bdr)\b/,
  ],
  ['partnerships', /\b(?:partnerships?|alliances?|channels?|ecosystem|partner (?:manager|lead|development))\b/],
  [
    'marketing',
    /\b(?:marketing|brand|communications?|public relations|content|seo|growth|demand generation|lead generation|social media|kommunikation|presse|communication|comunicacion|comunicazione)\b/,
  ],
  [
    'customer',
    /\b(?:customer|client (?:services?|success)|support|kundenservice|kundenbetreuung|service client|atencion al cliente)\b/,
  ],
  [
    'people',
    /\b(?:people|human resources|talent|recruit(?:er|ers|ing|ment)|culture|personal(?! assistant)|personalwesen|personalabteilung|personalleiter(?:in)?|ressources humaines|recursos humanos|risorse umane|learning and development|workplace|hiring)\b/,
  ],
  [
    'finance',
    /\b(?:finance|financial|financ\w+|accounting|accountants?|controller|controlling|treasur(?:y|er)|tax|audit|investor relations|finanzen|buchhaltung|comptabilite|finanzas|finanza|bookkeeper)\b/,
  ],
  [
    'legal',
    /\b(?:legal|counsel|lawyer|attorney|compliance|privacy|data protection|recht|juridique|juridico|regulatory|risk)\b/,
  ],
  ['procurement', /\b(?:procurement|purchasing|buyer|sourcing|supply chain|einkauf|achats|compras|acquisti|inkoop)\b/],
  [
    'operations',
    /\b(?:operations?|operating|logistics|manufacturing|production|facilities|delivery|program(?:me)? management|project management|betrieb|produktion|operaciones|operazioni|fertigung)\b/,
  ],
  ['strategy', /\b(?:strategy|strategic|transformation|innovation|corporate development|strategie|estrategia)\b/],
  [
    'executive',
    /\b(?:chief executive|founders?|owners?|managing director|general manager|president(?<!vice president)|geschaftsfuhrer(?:in)?|geschaftsfuhrung|director general|directeur general|directrice generale|consejer[oa] delegad[oa]|amministrat(?:ore|rice) delegat[oa]|algemeen directeur|gerant|inhaber(?:in)?)\b/,
  ],
  [
    'administration',
    /\b(?:administration|administrative|office|reception(?:ist)?|assistant|secretary|verwaltung|sekretariat|assistenz|assistent(?:in)?)\b/,
  ],
]
