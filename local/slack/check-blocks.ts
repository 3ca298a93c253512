type Json = Record<string, unknown>

const MAX_ALL = 13_200

/** What Slack would answer to these blocks: the code of its refusal, or undefined where they are fine. */
export function checkBlocks(blocks: unknown): string | undefined {
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) return 'invalid_blocks_format'
  if (blocks.length > 50) return 'invalid_blocks'
  if (JSON.stringify(blocks).length > MAX_ALL) return 'msg_blocks_too_long'
  const ids = blocks.map((block: Json) => block.block_id).filter(Boolean)
  if (new Set(ids).size < ids.length) return 'invalid_blocks'
  return blocks.every((block) => isBlock(block as Json)) ? undefined : 'invalid_blocks'
}

const isText = (given: unknown, max: number, types: string[]): boolean => {
  const { type, text } = (given ?? {}) as Json
  return types.includes(String(type)) && typeof text === 'string' && text.length > 0 && text.length <= max
}

function isBlock(block: Json): boolean {
  if (String(block.block_id ?? '').length > 255) return false
  switch (block.type) {
    case 'section':
      return isText(block.text, 3000, ['mrkdwn', 'plain_text'])
    case 'header':
      return isText(block.text, 150, ['plain_text'])
    case 'context':
      return isList(block.elements, 10) && block.elements.every((one) => isText(one, 3000, ['mrkdwn', 'plain_text']))
    case 'actions':
      return (
        isList(block.elements, 25) &&
        block.elements.every((one) => isButton(one as Json)) &&
        hasUniqueActions(block.elements)
      )
    case 'divider':
      return true
    default:
      return false
  }
}

const isList = (given: unknown, most: number): given is unknown[] =>
  Array.isArray(given) && given.length > 0 && given.length <= most

const hasUniqueActions = (elements: unknown[]): boolean => {
  const names = elements.map((element) => (element as Json).action_id).filter(Boolean)
  return new Set(names).size === names.length
}

const isButton = ({ type, text, value, url, action_id, confirm }: Json): boolean =>
  type === 'button' &&
  isText(text, 75, ['plain_text']) &&
  String(value ?? '').length <= 2000 &&
  String(url ?? '').length <= 3000 &&
  String(action_id ?? '').length <= 255 &&
  (confirm === undefined || isConfirm(confirm as Json))

const isConfirm = ({ title, text, confirm, deny }: Json): boolean =>
  isText(title, 100, ['plain_text']) &&
  isText(text, 300, ['plain_text', 'mrkdwn']) &&
  isText(confirm, 30, ['plain_text']) &&
  isText(deny, 30, ['plain_text'])
