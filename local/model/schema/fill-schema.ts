import { type Facts, findOrganization, findOwnName } from '../read/find-organization.ts'
import { findPeople, type Person } from '../read/find-people.ts'
import { findPosting } from '../read/find-posting.ts'
import { maskHostile } from '../read/mask-hostile.ts'
import type { Conversation, Passage } from '../read/read-conversation.ts'
import { judgeAnswer } from '../rules/check-grounding.ts'
import { chooseRoute } from '../rules/choose-route.ts'
import { planQueries } from '../rules/plan-queries.ts'
import { given, readFields } from '../rules/read-fields.ts'
import { wordFirstLine, wordNote, wordTitle } from '../rules/word-text.ts'
import type { JsonSchema } from '../wire.ts'
import { fillFacts } from './fill-facts.ts'
import { fitValue, plainSchema } from './fit-value.ts'
import { isPeopleList, schemaKind } from './schema-kind.ts'

/** The asked-for object, read from what the conversation holds; what it does not say stays null or empty. */
export const fillSchema = (name: string, schema: JsonSchema, conversation: Conversation): unknown =>
  fitValue(schema, schema, readObject(name, schema, schema, conversation))

const readObject = (
  name: string,
  schema: JsonSchema,
  root: JsonSchema,
  conversation: Conversation,
): Record<string, unknown> => {
  const given = wholeText(conversation)
  switch (schemaKind(name, schema, root)) {
    case 'route':
      return chooseRoute(given, conversation.system, plainSchema(schema, root), root)
    case 'search_plan':
      return listsOf(schema, root, planQueries(given, 8))
    case 'follow_up_wording':
      return {
        first_line: wordFirstLine(given),
        opening_line: wordFirstLine(given),
        note: wordNote(given),
        title: wordTitle(given),
      }
    case 'grounding':
      return judgeAnswer(conversation)
    case 'people_on_page':
      return readPeople(schema, root, conversation)
    case 'posting_on_page':
      return fillFacts(schema, root, readPage(conversation, asksForCompany(schema, root) ? tenderFacts : postingFacts))
    case 'organization_on_page':
      return fillFacts(schema, root, readPage(conversation, findOrganization))
    case 'record':
      return readRecord(schema, root, conversation)
  }
}

/** Everything the user sent: a wish between data markers counts like one in the open, except where it is obeyed. */
const wholeText = ({ asked, passages }: Conversation) => [...asked, ...passages.map(({ text }) => text)].join('\n')

const listsOf = (schema: JsonSchema, root: JsonSchema, queries: string[]) =>
  Object.fromEntries(
    Object.entries(plainSchema(schema, root).properties ?? {}).map(([name, property]) => [
      name,
      plainSchema(property, root).type === 'array' ? queries : undefined,
    ]),
  )

const passagesOf = ({ passages, question }: Conversation): Passage[] =>
  passages.length > 0 ? passages : [{ text: question, body: question }]

const readPage = (conversation: Conversation, find: (text: string, page: Passage) => Facts): Facts => {
  const [page] = passagesOf(conversation)
  return find(maskHostile(page!.body), page!)
}

const asksForCompany = (schema: JsonSchema, root: JsonSchema) =>
  'employee_count' in (plainSchema(schema, root).properties ?? {})

/** A tender or a programme, with what the page says of the company behind it. */
const tenderFacts = (text: string, page: Passage): Facts => {
  const [company, posting] = [findOrganization(text, page), postingFacts(text, page)]
  return { values: { ...company.values, ...posting.values }, quotes: { ...company.quotes, ...posting.quotes } }
}

const postingFacts = (text: string, page: Passage): Facts => {
  const { values, quotes } = findPosting(text, page)
  const { status } = values
  if (status === undefined) return { values, quotes }
  const facts = { values: { ...values, closed: status === 'closed' }, quotes: { ...quotes } }
  if (quotes.status !== undefined) facts.quotes.closed = quotes.status
  return facts
}

const readPeople = (schema: JsonSchema, root: JsonSchema, conversation: Conversation) => {
  const people = passagesOf(conversation).flatMap((page) => {
    const text = maskHostile(page.body)
    return findPeople(text, findOwnName(text, page))
  })
  return Object.fromEntries(
    Object.entries(plainSchema(schema, root).properties ?? {})
      .filter(([, property]) => isPeopleList(property, root))
      .map(([name, property]) => [
        name,
        people.map((person) => fillFacts(plainSchema(property, root).items ?? {}, root, personFacts(person))),
      ]),
  )
}

const personFacts = ({
  name,
  firstName,
  lastName,
  title,
  email,
  phone,
  linkedinUrl,
  company,
  quotes,
  isFormer,
}: Person) => ({
  values: Object.fromEntries(
    Object.entries({
      name,
      first_name: firstName,
      last_name: lastName,
      title,
      email,
      phone,
      linkedin_url: linkedinUrl,
      company,
      former: isFormer,
    }).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined),
  ),
  quotes: { ...quotes, ...(quotes.name ? { first_name: quotes.name, last_name: quotes.name } : {}) },
})

/** A shape nobody has named: nested ones by their own kind, single values by the name the data gives them. */
const readRecord = (schema: JsonSchema, root: JsonSchema, conversation: Conversation): Record<string, unknown> => {
  const fields = readFields(wholeText(conversation))
  return Object.fromEntries(
    Object.entries(plainSchema(schema, root).properties ?? {}).map(([name, property]) => {
      const plain = plainSchema(property, root)
      if (plain.properties) return [name, readObject(name, plain, root, conversation)]
      return [name, plain.type === 'array' ? (fields.get(name) ?? []) : given(fields, name)]
    }),
  )
}
