/** Titles people carry at work, as pages write them; the longest alternative first. */
const area = String.raw`(?:[\p{Lu}][\p{L}&/-]*|AI|IT|HR|R&D)(?:(?:,? (?:and|&|of|for|und|et) |, | )(?:[\p{Lu}][\p{L}&/-]*|AI|IT|HR|EMEA))*`
const chief = String.raw`(?:Deputy |Interim |Group )?Chief (?:[\p{Lu}][\p{L}&-]*(?: (?:and|&) )? ?){1,4}Officer(?: \([A-Z]{2,5}\))?|Chief Executive|Chief of Staff|Chief (?:Architect|Scientist|Engineer)`
const short = String.raw`(?:[Cc]o-?[Ff]ounder|[Ff]ounder|Founding \p{Lu}\p{L}+)(?:,? (?:and|&|und|et) (?:C[A-Z]O|${chief}|Managing Director))?|(?:Deputy |Interim )?C[A-Z]{1,2}O(?: (?:and|&) (?:co-?)?[Ff]ounder)?`
const leading = `(?:(?:Senior |Executive |Group |Regional )?(?:Vice President|VP|Director|Head|Manager|Lead|Leiter(?:in)?|Directrice|Directeur|Responsable|Chef)(?:,| of| for| der| des| du| de| de la| för)? ${area})`
const trailing = `(?:(?:Senior|Principal|Staff|Lead|Junior|Deputy|Interim|Associate|Managing|Executive|Commercial|Technical|Operations|Finance|Programme|Program|Platform|Data|Product|Engineering|Talent|People|Partner|Partnerships|Alliance|Resourcing|Hiring|Sales|Marketing|Procurement|Software|Quality|Supply Chain|Open Data|Studio|Community|IT|HR|Site Reliability|Account|Business|Field|Solutions|Analytics|Machine Learning|Research|Digital|Port|Customer|General|Course)[ -])+(?:Director|Engineer|Manager|Architect|Scientist|Analyst|Officer|Partner|Lead|Recruiter|Consultant|Producer|Developer|Specialist|Coordinator|President|Advisor|Editor|Buyer|Counsel|Acquisition Lead|Acquisition)(?:, ${area})?`
const single = String.raw`Geschäftsführer(?:in)?(?: (?:&|und) [\p{Lu}]\p{L}+)?|Gründer(?:in)?(?: (?:&|und) (?:C[A-Z]O|Geschäftsführer(?:in)?))?|Vorstand(?:svorsitzende[r]?)?|Technische Leitung|Leitung ${area}|Président(?:e)?(?:-directeur général)?|Directrice générale|Directeur technique|Directrice technique|Verkställande direktör|VD|Teknikchef|Administrerende direktør|Teknisk direktør|Framkvæmdastjóri|Managing Partner|Company Secretary|Secretary General|Chair(?:man|woman|person)?|President|Owner|Principal|Recruiter|Professor of ${area}|Director`

/** A job title of a person. */
export const titlePattern = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:[Ff]ormer(?:ly)? |[Ee]hemalige[rs]? |[Aa]ncien(?:ne)? |[Ee]x-)?(?:${chief}|${short}|${leading}|${trailing}|${single})(?![\p{L}\p{N}])`,
  'gu',
)

/** Words that begin with a capital on pages and are not names of people. */
export const notInNames = new Set(
  `About Access Account Accounts Acquisition Address All Alliance Also Analytics And Annual Apply April Archive Articles August Award Back Benefits Berlin Biography Blog Board Book Bristol Business By Call Campus Career Careers Case Chair Chief City Client Clients Closing Cloud Code College Commercial Community Company Conference Contact Contacts Cookie Cookies Copyright Corporate Council Country Customer Customers Data Date Day December Department Design Developer Development Digital Director Directory Discover Download E-mail Edinburgh Editor Email Employees Energy Engineer Engineering England English Events Executive Facts February Finance Find Follow For Former Forum Foundation Founded Founder Freight Friday From Full General Germany Glasgow Government Grid Group Guest Head Headquarters Health Help Here Home Hours House How Human Impressum Industry Info Information Intern International Interview Investors Invitation January Job Jobs Join July June Kontakt Latest Lead Leadership Learn Leeds Legal Level Limited Linkedin Links Location London Ltd Mail Main Management Manager Managing March Market Marketing May Media Meet Meeting Member Members Menu Mobile Mobility Monday More Municipal Museum Name National New News Newsletter Next No North Northern November Number October Of Office Officer Offices Ohio Online Open Operations Our Overview Page Partner Partners Partnership Partnerships People Phone Photo Platform Please Policy Port Ports Position Post Posted Power President Press Principal Privacy Procurement Product Products Profile Programme Project Projects Public Published Read Record Recruiter Recruiting Region Registered Related Remote Renewable Report Reporting Research Resources Retail Role Roles Salary Sales Saturday School Science Scotland Search Secretary Section Senior September Server Service Services Share Show Sign Site Skip Social Software Solutions South Speaker Speakers Staff Start Status Story Strategy Street Sunday Supply Support Sustainability Switch Systems Talent Team Technical Technology Tel Telefon Telephone Terms The Thursday Title To Today Tools Trainee Training Transport Tuesday Twitter Type United University Unternehmen Updated Us VP Vacancies Vice Video View Vision Visit Wales Water We Webinar Website Wednesday Week Weekly Welcome West What When Where Who Why With Work Workers World Year Yes You Your`.split(
    ' ',
  ),
)

export const legalForms = String.raw`(?:Ltd|Limited|plc|PLC|LLP|LLC|Inc|Corp|GmbH|AG|SE|UG|e\.V|AB|A\/S|ApS|AS|Oy|SAS|SARL|SA|BV|B\.V|NV|N\.V|S\.r\.l|Srl|SpA|ehf|hf|Kft|CIC|Sp\. z o\.o)\.?`

export const technologies =
  'TypeScript JavaScript Python Rust Go Java Scala Kotlin C++ C# SQL PostgreSQL Postgres PostGIS MySQL Oracle Kafka Flink Spark Hadoop Airflow Dagster dbt Snowflake BigQuery Redshift ClickHouse DuckDB TimescaleDB Grafana Prometheus Kubernetes Docker Terraform AWS GCP Azure React Node.js MQTT Arrow Parquet Iceberg Databricks Elixir Ruby Informatica SSIS Tableau Looker'.split(
    ' ',
  )

export const roleMailboxes =
  /^(?:info|hello|hi|contact|kontakt|office|sales|press|presse|media|support|help|jobs|careers|karriere|recruiting|hr|talent|people|hiring|resourcing|recruitment|bewerbung|bewerbungen|emploi|jobb|team|admin|mail|enquiries|inquiries|bookings|privacy|datenschutz|partners|partner|partnerships|tenders|procurement|webmaster|noreply|no-reply|billing|accounts|reception|service|feedback|editor|post)(?:[.+-].*)?$/i

/** Texts that try to make the reader of a page act on it. */
export const hostilePattern =
  /\b(?:ignore|disregard|forget) (?:all |any |the |your )*(?:previous|prior|above|earlier|other) (?:instructions?|prompts?|rules|text)|\b(?:you are now|act as|pretend to be) (?:an?|the)\b|\bsystem prompt\b|\bas an? (?:AI|language model)\b|\b(?:AI|assistants?|agents?|language models?|LLMs?)[^.\n]{0,40}\b(?:must|should|are instructed|are required|please)\b|\bset (?:the |every |all )*e-?mail(?: address(?:es)?)? to\b|\bapprove (?:this|all|every) proposals?\b|\bcall the \w+ tool\b/i
