/** Wordings by which a posting says that it is over; matched against folded text (lower case, plain quotes and dashes). */
export interface ClosingPhrase {
  state: 'closed' | 'filled' | 'expired'
  language: string
  pattern: RegExp
}

const POSTING =
  '(?:position|role|job|vacancy|posting|opening|opportunity|requisition|listing|ad|advert(?:isement)?|offer|tender|call|programme|program)'
const IT_IS = '(?:is|are|has been|have been|was|were)(?: now| already| currently| recently)*'

const phrase = (state: ClosingPhrase['state'], language: string, source: string): ClosingPhrase => ({
  state,
  language,
  pattern: new RegExp(source, 'gu'),
})

export const CLOSING_PHRASES: ClosingPhrase[] = [
  phrase(
    'closed',
    'en',
    '(?:no longer|not(?: currently)?|(?:has |have )?stopped) accepting (?:new |any |further |more )*(?:job )?(?:applications|applicants|candidates|submissions|proposals)(?! (?:from|by|via|through|sent|without)\\b)',
  ),
  phrase(
    'closed',
    'en',
    'no longer (?:taking|considering|receiving|reviewing) (?:new )?(?:applications|applicants|candidates)',
  ),
  phrase(
    'closed',
    'en',
    `(?:applications?|submissions|recruitment|hiring|entries)(?: for this ${POSTING})? ${IT_IS} closed`,
  ),
  phrase('closed', 'en', `(?:applications?|submissions)(?: for this ${POSTING})? (?:have )?closed on`),
  phrase(
    'closed',
    'en',
    `this ${POSTING}(?: posting| listing| ad)? ${IT_IS} (?:closed|on hold|paused|withdrawn|cancell?ed|removed|archived|inactive|unpublished|deactivated|taken down|discontinued)`,
  ),
  phrase(
    'closed',
    'en',
    `(?:the|that) (?:job )?${POSTING}(?: posting| listing)? (?:you(?:'re| are| were)? (?:looking for|requested|trying to (?:view|access)|interested in) )?(?:${IT_IS} closed|is no longer (?:available|open|active|online|posted|listed)|(?:cannot|can't|could not) be found|does not exist|doesn't exist)`,
  ),
  phrase(
    'closed',
    'en',
    `(?:this |the )?(?:job )?${POSTING}(?: posting| listing)? (?:is|are) no longer (?:available|open|active|online|posted|listed|advertised|live)`,
  ),
  phrase('closed', 'en', `this (?:job )?${POSTING} (?:cannot|can't|could not) be found`),
  phrase(
    'closed',
    'en',
    `(?:we(?:'re| are)|they(?:'re| are)) (?:no longer|not currently) (?:hiring|recruiting) for this`,
  ),
  phrase(
    'closed',
    'en',
    `(?:sorry|unfortunately|oops)[^.!?\\n]{0,40}(?:${POSTING}|page)[^.!?\\n]{0,30}(?:closed|gone|no longer|unavailable)`,
  ),
  phrase('closed', 'en', `we couldn't find (?:this|that|the) ${POSTING}`),
  phrase(
    'closed',
    'en',
    `(?:the|that|this) (?:job )?${POSTING} you(?:'re| are| were)? [^.!?\\n]{0,40} (?:is|are) no longer (?:available|open|active|online|posted|listed)`,
  ),
  phrase(
    'closed',
    'en',
    '(?:we )?no longer accept(?:ing|ed)? (?:new |any )*applications(?! (?:from|by|via|through)\\b)',
  ),
  phrase('closed', 'en', '(?:^|\\n)\\W*applications (?:are )?no longer accepted'),
  phrase(
    'closed',
    'en',
    `(?:the|this|that) (?:job )?${POSTING} ${IT_IS} (?:withdrawn|cancell?ed|removed|taken down|archived|gone|full)`,
  ),
  phrase('closed', 'en', `this (?:${POSTING}|page) is (?:gone|no longer available)`),
  phrase('closed', 'en', `this ${POSTING} has (?:now )?passed`),
  phrase('closed', 'en', `(?:^|\\n)\\W*(?:${POSTING}|page) (?:not found|no longer exists)\\W*(?=\\n|$)`),
  phrase(
    'closed',
    'en',
    `(?:recruitment|recruiting|hiring|the search)(?: for (?:this|the) ${POSTING})? (?:has|is|have)(?: now)? (?:ended|complete[d]?|finished|over|concluded|paused)`,
  ),
  phrase(
    'closed',
    'en',
    'this (?:recruitment|search|campaign|application round) (?:has|is)(?: now)? (?:ended|over|closed|complete)',
  ),
  phrase(
    'expired',
    'en',
    '(?:the )?application (?:window|period|phase|round) (?:has|is)(?: now)? (?:closed|ended|over|passed)',
  ),
  phrase(
    'closed',
    'en',
    '(?:^|\\n|[.!] )\\W*(?:this |the )?contract (?:has been |is )?awarded(?: to\\b|(?=\\s*(?:[.!]|\\n|$)))',
  ),
  phrase(
    'closed',
    'en',
    `(?:closed to new|not (?:currently )?(?:taking on|looking for|accepting)(?: any)? new) (?:partners|resellers|members|applicants|suppliers)`,
  ),
  phrase('closed', 'en', `applications (?:to|for) (?:this|the|our) [\\w -]{0,40}${IT_IS} closed`),
  phrase(
    'closed',
    'en',
    '(?:^|\\n)\\W*(?:(?:job |posting |tender )?status ?: ?)(?:closed|inactive|archived|withdrawn|cancell?ed|awarded)\\W*(?=\\n|$)',
  ),
  phrase('filled', 'en', '(?:^|\\n)\\W*(?:(?:job |posting )?status ?: ?)filled\\W*(?=\\n|$)'),
  phrase(
    'closed',
    'en',
    '(?:^|\\n)[ \\t]*[[(]closed[\\])]|(?:^|\\n)[ \\t]*closed(?: [-|]|:) [^\\n]{3,80}(?=\\n|$)|[[(]closed[\\])][ \\t]*(?=\\n|$)',
  ),
  phrase(
    'filled',
    'en',
    '(?:^|\\n)[ \\t]*[[(]filled[\\])]|(?:^|\\n)[ \\t]*filled(?: [-|]|:) [^\\n]{3,80}(?=\\n|$)|[[(]filled[\\])][ \\t]*(?=\\n|$)',
  ),
  phrase(
    'expired',
    'en',
    '(?:^|\\n)[ \\t]*[[(]expired[\\])]|(?:^|\\n)[ \\t]*expired(?: [-|]|:) [^\\n]{3,80}(?=\\n|$)|[[(]expired[\\])][ \\t]*(?=\\n|$)',
  ),
  phrase('closed', 'en', '(?:^|\\n)\\W*archived (?:job |vacancy )?(?:posting|advert|job|vacancy|notice)\\W*(?=\\n|$)'),
  phrase('closed', 'en', `(?:^|\\n)\\W*(?:${POSTING} )?closed (?:on )?(?=\\d)`),
  phrase('closed', 'en', `(?:^|\\n)\\W*(?:job|position|vacancy|posting|applications?) closed\\W*(?=\\n|$)`),
  phrase('filled', 'en', `(?:this|the|that|our) (?:[\\w-]+ ){0,3}?${POSTING}s? ${IT_IS} (?:successfully )?filled`),
  phrase('filled', 'en', `this ${POSTING} (?:has|have) (?:now |already )*been hired`),
  phrase('filled', 'en', `(?:^|\\n)\\W*(?:(?:position|role|job|vacancy) )?filled\\W*(?=\\n|$)`),
  phrase(
    'filled',
    'en',
    `(?:we have|we've|we) (?:now |already |successfully )*(?:filled (?:this|the|that)|hired (?:someone|somebody|a candidate|for this)|found (?:someone|somebody)\\b|found (?:our|the right|a) (?:\\w+ )?(?:candidate|person|hire))`,
  ),
  phrase(
    'expired',
    'en',
    `(?:job |this |the )*${POSTING}(?: posting| listing| ad)? (?:has |have )?(?:is |are )?(?:now |already )*expired`,
  ),
  phrase(
    'expired',
    'en',
    '(?:the )?(?:application )?(?:deadline|closing date)(?: for (?:applications|this \\w+))? (?:has|is) (?:now |already )?(?:passed|past|expired|over)',
  ),
  phrase(
    'closed',
    'en',
    `(?:this|the) ${POSTING}(?: posting| listing| ad)? (?:has |have )?(?:now |already )*closed(?: on|(?=\\s*(?:[.!]|\\n|$)))`,
  ),
  phrase(
    'closed',
    'en',
    `(?:applications?|submissions|recruitment|hiring)(?: for (?:this|the) ${POSTING})? (?:has |have )(?:now |already )*closed`,
  ),
  phrase('closed', 'en', 'closed (?:to|for) (?:all |new |further )*(?:applications|applicants|submissions)'),
  phrase('closed', 'en', 'applications are (?:no longer|not)(?: currently)? (?:being )?accepted'),
  phrase(
    'closed',
    'en',
    '(?:search|recruitment|recruiting|hiring|selection|application) process (?:is|has been|was)(?: now)? (?:closed|completed?|concluded|over|finished)',
  ),
  phrase(
    'closed',
    'de',
    'nimmt (?:zurzeit |derzeit |aktuell )?keine (?:weiteren |neuen )?bewerbungen mehr (?:an|entgegen)',
  ),
  phrase(
    'closed',
    'de',
    '(?:bewerbungen|bewerbung) (?:sind|ist|werden) (?:leider )?(?:nicht mehr (?:möglich|angenommen|entgegengenommen)|nicht länger möglich)',
  ),
  phrase(
    'closed',
    'de',
    '(?:stelle|position|stellenanzeige|stellenausschreibung|stellenangebot|anzeige|job|jobangebot|vakanz)(?: \\w+){0,2} (?:ist|wurde|sind)(?: \\w+){0,2} (?:nicht mehr (?:verfügbar|online|aktuell|aktiv|vakant|ausgeschrieben|offen)|geschlossen|deaktiviert|gelöscht|offline)',
  ),
  phrase(
    'filled',
    'de',
    '(?:stelle|position|vakanz|job)(?: \\w+){0,2} (?:ist|wurde|konnte)(?: (?:bereits|inzwischen|leider|mittlerweile|erfolgreich|schon))* (?:besetzt|vergeben)',
  ),
  phrase('filled', 'de', '(?:^|\\n)\\W*(?:stelle|position) (?:bereits )?(?:besetzt|vergeben)\\W*(?=\\n|$)'),
  phrase(
    'expired',
    'de',
    '(?:bewerbungsfrist|stellenanzeige|anzeige|ausschreibung|frist)(?: \\w+){0,2} (?:ist|ist bereits|ist leider) (?:abgelaufen|verstrichen|beendet)',
  ),
  phrase(
    'closed',
    'fr',
    "(?:n'accepte plus|nous n'acceptons plus|n'accepte plus de nouvelles|ne prend plus) (?:de |les |aucune )?(?:nouvelles )?candidatures?",
  ),
  phrase(
    'closed',
    'fr',
    "(?:offre|annonce|poste|candidatures?)(?: d'emploi)?(?: \\w+)? (?:n'est plus|ne sont plus|n'est pas) (?:disponibles?|en ligne|actives?|acceptées?|ouvertes?|d'actualité)",
  ),
  phrase(
    'closed',
    'fr',
    '(?:offre|annonce|recrutement|appel d.offres) (?:est )?(?:clôturée?|close?|terminée?|fermée?)',
  ),
  phrase('closed', 'fr', '(?:les )?candidatures sont (?:désormais |maintenant )?(?:closes|clôturées|fermées)'),
  phrase(
    'filled',
    'fr',
    '(?:poste|offre|cette offre|ce poste) (?:a (?:déjà )?été|est (?:déjà )?|est désormais )\\s?(?:pourvue?)',
  ),
  phrase('expired', 'fr', "(?:offre|annonce)(?: d'emploi)? (?:a expiré|est expirée|expirée)"),
  phrase(
    'closed',
    'es',
    '(?:ya no (?:se aceptan|acepta|aceptamos|admite|se admiten)) (?:más |nuevas )?(?:solicitudes|candidaturas|postulaciones|inscripciones|candidatos)',
  ),
  phrase(
    'closed',
    'es',
    '(?:oferta|vacante|puesto|empleo|convocatoria)(?: de (?:empleo|trabajo))? (?:ya no está (?:disponible|activa|activo|abierta|vigente|publicada)|está cerrad[ao]|ha sido cerrad[ao]|ha finalizado)',
  ),
  phrase(
    'filled',
    'es',
    '(?:vacante|puesto|plaza|posición) (?:ya )?(?:ha sido |fue |está )?(?:cubiert[ao]|ocupad[ao])',
  ),
  phrase(
    'expired',
    'es',
    '(?:oferta|vacante|convocatoria)(?: de (?:empleo|trabajo))? (?:ha (?:expirado|caducado|vencido)|está (?:caducada|vencida|expirada))',
  ),
  phrase(
    'closed',
    'pt',
    '(?:não (?:está |estamos )?(?:mais )?(?:aceitando|aceita|recebendo) (?:mais |novas )*(?:candidaturas|inscrições|currículos))',
  ),
  phrase(
    'closed',
    'pt',
    '(?:vaga|oferta|posição)(?: de emprego)? (?:não está mais disponível|já não está disponível|está (?:encerrada|fechada)|foi (?:encerrada|fechada)|encerrada)',
  ),
  phrase('filled', 'pt', '(?:vaga|posição) (?:já )?(?:foi )?preenchida'),
  phrase('expired', 'pt', '(?:vaga|oferta)(?: de emprego)? (?:expirou|expirada|está expirada)'),
  phrase(
    'closed',
    'it',
    '(?:non (?:accetta|accettiamo|si accettano) più (?:nuove )?candidature|candidature (?:sono )?chiuse)',
  ),
  phrase(
    'closed',
    'it',
    '(?:offerta|annuncio|posizione)(?: di lavoro)? (?:non è più (?:disponibile|attiv[ao]|apert[ao]|valid[ao])|è (?:stat[ao] )?chius[ao])',
  ),
  phrase('filled', 'it', '(?:posizione|offerta) (?:è (?:già )?(?:stata )?|già )(?:coperta|ricoperta|assegnata)'),
  phrase('expired', 'it', '(?:offerta|annuncio)(?: di lavoro)? (?:è )?(?:scadut[ao])'),
  phrase(
    'closed',
    'nl',
    '(?:reageren|solliciteren)(?: op deze vacature)? is (?:helaas )?niet (?:meer|langer) mogelijk',
  ),
  phrase(
    'closed',
    'nl',
    '(?:vacature|functie)(?: \\w+)? (?:is (?:helaas )?(?:gesloten|niet meer (?:beschikbaar|actief|online)|verwijderd)|staat niet meer open)',
  ),
  phrase('filled', 'nl', '(?:vacature|functie) is (?:inmiddels |al |helaas )*(?:vervuld|ingevuld)'),
  phrase('expired', 'nl', '(?:vacature|advertentie) is (?:inmiddels |helaas )*verlopen'),
  phrase(
    'closed',
    'pl',
    '(?:rekrutacja|oferta|ogłoszenie|nabór)(?: pracy)? (?:została |jest |zostało |został )?(?:zakończon[ay]|zamknięt[aey]|nieaktualn[ae]|już nieaktualn[ae])',
  ),
  phrase('expired', 'pl', '(?:oferta|ogłoszenie)(?: pracy)? (?:wygasł[ao])'),
  phrase(
    'closed',
    'sv',
    '(?:tar inte längre emot ansökningar|(?:tjänsten|annonsen|jobbet) är (?:inte längre (?:tillgänglig|aktiv)|stängd|borttagen|avpublicerad)|ansökan är stängd)',
  ),
  phrase('filled', 'sv', '(?:tjänsten|rollen) är (?:redan |nu )?tillsatt'),
  phrase('expired', 'sv', '(?:ansökningstiden|annonsen) har (?:gått ut|löpt ut|passerat)'),
  phrase(
    'closed',
    'da',
    '(?:(?:stillingen|jobbet|annoncen) er (?:ikke længere (?:aktiv|ledig|tilgængelig)|lukket)|ansøgningsfristen er udløbet)',
  ),
  phrase('filled', 'da', '(?:stillingen|jobbet) er (?:allerede |nu )?besat'),
  phrase(
    'closed',
    'nb',
    '(?:(?:stillingen|annonsen) er (?:ikke lenger (?:aktiv|ledig|tilgjengelig)|lukket|inaktiv)|søknadsfristen (?:er|har) (?:utløpt|gått ut))',
  ),
  phrase('filled', 'nb', 'stillingen er (?:allerede |nå )?besatt'),
  phrase('closed', 'fi', '(?:hakuaika on päättynyt|ilmoitus ei ole enää voimassa|hakemuksia ei oteta enää vastaan)'),
  phrase(
    'closed',
    'ja',
    '(?:募集は終了|募集を終了|掲載(?:は|が|を)?終了|受付(?:は|を)?終了|この求人は(?:現在)?(?:終了|公開されていません))',
  ),
  phrase('closed', 'zh', '(?:该?职位已(?:关闭|下线|停止招聘|结束|过期)|停止招聘|招聘已结束|不再接受申请)'),
]

/** Wordings by which a posting says that one can still apply. */
export const OPEN_PHRASES: RegExp[] = [
  /\b(?:open until filled|until the (?:position|role|vacancy) is filled)\b/u,
  /\b(?:apply (?:now|today|here|online|for this (?:job|role|position)|to this (?:job|role|position)|with linkedin)|easy apply|submit (?:your |an )?application|send (?:us )?your (?:cv|resume|application)|i'm interested)\b/u,
  /(?:^|\n)\s*apply\s*(?=\n|$)/u,
  /\b(?:we(?:'re| are) (?:currently |now |actively )?(?:hiring|accepting applications|recruiting)|applications (?:are )?(?:open|welcome)|open (?:for|to) applications)\b/u,
  /(?:jetzt bewerben|hier bewerben|online bewerben|bewirb dich|bewerben sie sich|zur bewerbung)/u,
  /(?:postulez|postuler (?:maintenant|à cette offre|en ligne)|je postule|envoyez votre (?:cv|candidature))/u,
  /(?:inscribirme|aplicar ahora|postular(?:me)?(?: ahora)?|solicitar (?:empleo|ahora)|envíanos tu (?:cv|currículum))/u,
  /(?:candidatar-se|candidate-se|candidatar-me|enviar candidatura|invia (?:la tua )?candidatura|candidati ora|candidati subito)/u,
  /(?:solliciteer (?:nu|direct|hier)|direct solliciteren|aplikuj|ansök (?:nu|här)|sök (?:jobbet|tjänsten)|søk (?:på )?stillingen|ansøg (?:nu|her)|hae (?:paikkaa|nyt))/u,
  /(?:応募する|エントリーする|今すぐ応募|立即申请|申请职位|投递简历)/u,
]

/** What turns a closing phrase into a condition or a general rule: "until the position is filled", "may be closed early". */
export const CONDITION_BEFORE =
  /(?:\b(?:until|till|once|when|whenever|if|unless|after|before|as soon as|in case|in the event|should|should be|may be|might be|will be|can be|would be|not yet|never|sobald|bis|wenn|falls|bevor|solange|lorsque|si|quand|jusqu'à ce que|dès que|cuando|hasta que|si|quando|fino a quando|finché|totdat|zodra|wanneer|als)\b)[^.!?\n]{0,60}$/u

const HEADINGS =
  /(?:^|\n)[ \t]*(?:(?:(?<listed>other|more|further|all)|similar|related|recommended) (?:open )?(?:jobs?|positions?|roles?|openings?|vacanc(?:y|ies)|opportunities|searches|listings)\b[^\n]{0,30}|people also (?:viewed|searched)[^\n]{0,20}|you (?:may|might) also (?:like|be interested)[^\n]{0,20}|jobs you (?:may|might) [^\n]{0,30}|(?:ähnliche|weitere) (?:stellen|jobs|stellenangebote)[^\n]{0,20}|(?:offres|postes) similaires[^\n]{0,20}|(?:empleos|ofertas) (?:similares|relacionad[ao]s)[^\n]{0,20})(?=\n|$)/giu
/** Before this share of a page, "All jobs" is an entry of its menu. */
const MENU_SHARE = 0.4

/** Where a page begins to speak of other postings: the heading above them, or the page's end. */
export const otherPostingsAt = (text: string): number => {
  for (const { index, groups } of text.matchAll(HEADINGS))
    if (!groups?.listed || index >= text.length * MENU_SHARE) return index
  return text.length
}
