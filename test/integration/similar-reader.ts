import type { z } from 'zod'
import type { ChatMessage, Model } from '../../src/platform/model.ts'

type Answer = Record<string, unknown> & { quotes: { field: string; quote: string }[] }

export interface Reader extends Model {
  /** Changes an answer before it is given, as a model with habits of its own would. */
  twist: (answer: Answer, page: { url: string; text: string }) => Answer
  asked: string[]
}

const LABELS: Record<string, string> = {
  organization_name: 'Company|Employer|Buyer|Unternehmen|Entreprise|Organisation',
  location: 'Location|Standort|Plats|Lieu',
  industry: 'Industry|Sector',
  salary_range: 'Salary|Gehalt|Lön|Salaire',
}
const ROLE = /engineer|developer|manager|lead|head of|ingénieur/i
const ANNOUNCES = /invitation to tender|request for proposal|partner programme/i
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** A model that reads labelled lines by rule; what it cannot see it leaves null. */
export function reader(): Reader {
  const usage = { model: 'reader', inputTokens: 400, outputTokens: 60, costUsd: 0.0001, durationMs: 1 }
  const self: Reader = {
    twist: (answer) => answer,
    asked: [],
    async ask({ name, schema, messages }) {
      self.asked.push(name)
      const page = pageIn(messages)
      return { value: schema.parse(self.twist(read(schema, page), page)) as never, usage }
    },
    chat: async () => {
      throw new Error('Nobody chats here.')
    },
    embed: async () => {
      throw new Error('Nothing is embedded here.')
    },
  }
  return self
}

function pageIn(messages: ChatMessage[]) {
  const [, url = '', content = ''] = /<page url="([^"]*)">\n([\s\S]*)\n<\/page>/.exec(messages.at(-1)!.content) ?? []
  const [title = '', ...lines] = content.split('\n')
  return { url, title, text: lines.join('\n') }
}

function read(schema: z.ZodObject, { url, title, text }: ReturnType<typeof pageIn>): Answer {
  const lines = text.split('\n').map((line) => line.trim())
  const found: Record<string, [value: unknown, quote: string]> = {}
  const isJob = 'salary_range' in schema.shape
  const headline = lines.find((line) => line.length < 90 && (isJob ? ROLE : ANNOUNCES).test(line))
  if (headline) found.title = [headline, headline]
  for (const [field, labels] of Object.entries(LABELS)) {
    const [line, value] = new RegExp(`^(?:${labels}) ?: *(.+)$`, 'm').exec(text) ?? []
    if (line) found[field] = [value!.trim(), line]
  }
  const owner = ownerOf(url, title, lines)
  if (owner) found.organization_name ??= [owner, owner]
  const work = lines.find((line) => line.length > 70 && /\./.test(line) && !/cookie|kakor/i.test(line))
  if (work) found.description = [work, work]
  const remote = lines.find((line) => /remote|home office|distans|télétravail/i.test(line))
  if (remote) found.remote = [true, remote]
  const [value, amount] = /^Estimated value: £([\d,]+)$/m.exec(text) ?? []
  if (value) found.estimated_value = [Number(amount!.replaceAll(',', '')), value]
  const [closes, day, month, year] = /^Closing date: (\d{1,2}) (\w+) (\d{4})/m.exec(text) ?? []
  if (closes) found.closes_on = [`${year}-${two(MONTHS.indexOf(month!) + 1)}-${two(Number(day))}`, closes]
  const [people, count] = /(\d[\d,]*) people/.exec(text) ?? []
  if (people) found.employee_count = [Number(count!.replaceAll(',', '')), people]
  const [programme, kind] = /\b(Consulting|Technology|Reseller|Training) partner/.exec(text) ?? []
  if (programme) found.partnership_type = [kind, programme]
  const known = Object.entries(found).filter(([field]) => field in schema.shape)
  return {
    ...Object.fromEntries(Object.keys(schema.shape).map((field) => [field, null])),
    ...Object.fromEntries(known.map(([field, [value]]) => [field, value])),
    quotes: known.map(([field, [, quote]]) => ({ field, quote })),
  }
}

/** The name before or after the bar of the title, or of the footer, that the address is made of. */
function ownerOf(url: string, title: string, lines: string[]): string | undefined {
  const label = /\/p\/(?:www\.)?([\w-]+)\./.exec(url)?.[1]?.replace(/-/g, '') ?? ''
  const path = url.toLowerCase()
  const parts = [...title.split(/ [|–—-] /), ...lines.slice(-4).flatMap((line) => line.split(/ · |, /))]
  return parts
    .map((part) => part.replace(/ (?:Careers|home page)$/, '').trim())
    .filter((part) => part.length > 3 && lines.some((line) => line.includes(part)))
    .find((part) => {
      const bare = part.toLowerCase().replace(/[^a-z0-9]/g, '')
      return bare.startsWith(label.slice(0, 8)) || path.includes(`/${bare}/`)
    })
}

const two = (n: number) => String(n).padStart(2, '0')
