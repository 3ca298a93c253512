import { foldWords } from './fold-text.ts'

const NAMES = `us united states|us united states of america|us usa|us u s a|us u s|us america|gb united kingdom|gb uk|gb u k|gb great britain|gb england|gb scotland|gb wales|gb northern ireland|ie ireland|ie republic of ireland
de germany|de deutschland|fr france|es spain|es espana|it italy|it italia|pt portugal|nl netherlands|nl the netherlands|nl holland|nl nederland|be belgium|be belgique|be belgie|lu luxembourg|ch switzerland|ch schweiz|ch suisse|at austria|at osterreich
dk denmark|dk danmark|se sweden|se sverige|no norway|no norge|fi finland|fi suomi|is iceland|pl poland|pl polska|cz czech republic|cz czechia|sk slovakia|hu hungary|ro romania|bg bulgaria|hr croatia|si slovenia|rs serbia|gr greece|tr turkey|tr turkiye
ua ukraine|ru russia|ru russian federation|ee estonia|lv latvia|lt lithuania|ca canada|mx mexico|br brazil|br brasil|ar argentina|cl chile|co colombia|pe peru|au australia|nz new zealand|in india|cn china|jp japan|kr south korea|kr korea|kr republic of korea
sg singapore|hk hong kong|tw taiwan|my malaysia|th thailand|vn vietnam|id indonesia|ph philippines|ae united arab emirates|ae uae|sa saudi arabia|il israel|eg egypt|za south africa|ng nigeria|ke kenya|ma morocco|pk pakistan|bd bangladesh|lk sri lanka|qa qatar|kw kuwait`

const ALPHA_3 = `usa us gbr gb irl ie deu de fra fr esp es ita it prt pt nld nl bel be lux lu che ch aut at dnk dk swe se nor no fin fi isl is pol pl cze cz svk sk hun hu rou ro
bgr bg hrv hr svn si srb rs grc gr tur tr ukr ua rus ru est ee lva lv ltu lt can ca mex mx bra br arg ar chl cl col co per pe aus au nzl nz ind in chn cn jpn jp kor kr sgp sg hkg hk
twn tw mys my tha th vnm vn idn id phl ph are ae sau sa isr il egy eg zaf za nga ng ken ke mar ma pak pk bgd bd lka lk qat qa kwt kw`

const CODES = new Map<string, string>()
const alpha3 = ALPHA_3.split(/\s/)
for (let at = 0; at < alpha3.length; at += 2) CODES.set(alpha3[at]!, alpha3[at + 1]!.toUpperCase())
for (const entry of NAMES.split(/[|\n]/)) {
  const [code, ...words] = entry.split(' ')
  CODES.set(words.join(' '), code!.toUpperCase())
}

/** The ISO 3166 code of a country given as a code or by name; '' when it is missing or not known. */
export function parseCountry(text: string): string {
  if (text === '') return ''
  const words = foldWords(text)
  const code = CODES.get(words.join(' '))
  if (code !== undefined) return code
  return /^[a-z]{2}$/i.test(text.trim()) ? text.trim().toUpperCase() : ''
}

/** The ISO code a single folded word names, or ''. */
export const countryOfWord = (word: string): string =>
  word.length > 3 || word === 'usa' || word === 'uk' || word === 'us' ? (CODES.get(word) ?? '') : ''
