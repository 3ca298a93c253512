// what people write to people on a web page does not speak of prompts, agents and earlier instructions
const INSTRUCTIONS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instructions?|prompts?|rules|guidelines|directions|context)\b/i,
  /\b(?:ignoriere|vergiss|missachte)\b[^.\n]{0,40}\b(?:anweisungen|instruktionen|regeln)\b/i,
  /\b(?:ignorez|oubliez)\b[^.\n]{0,40}\b(?:instructions|consignes|règles)\b/i,
  /\b(?:ai|llm|language model|crawler|automated) (?:agents?|assistants?|models?|systems?|readers?)\b[^.\n]{0,30}\b(?:must|should|shall|please|have to|are to|need to)\b/i,
  /\b(?:you are|act as|pretend to be|as) (?:now )?an? (?:ai|llm|large language model|language model|assistant|agent)\b/i,
  /\b(?:system|developer|hidden) (?:prompt|message|instruction)s?\b/i,
  /\b(?:new|updated|important|special) instructions? (?:for|to) (?:the )?(?:ai|model|assistant|agent|llm|crawler)/i,
  /<\/?(?:system|assistant|instructions?|page|data|tool_call)\b[^>]*>|\[\/?INST\]|<\|[a-z_]+\|>/i,
  /\b(?:set|change|update|replace|overwrite)\b[^.\n]{0,60}\be-?mails?(?: address(?:es)?)?\b[^.\n]{0,80}\bto\b[^.\n]{0,20}@/i,
  /\b(?:approve|accept|confirm|commit)\b[^.\n]{0,30}\b(?:proposals?|changes?|updates?)\b[^.\n]{0,40}\b(?:without|automatically|immediately|at once)\b/i,
]

export interface MaskedText {
  text: string
  /** The first lines that speak to a machine, shortened, for the timeline. */
  found: string[]
}

/**
 * A page's text without the lines that tell a machine what to do. Text from the web is data and is obeyed nowhere; what
 * stands in such a line is not even a fact to be quoted.
 */
export function maskInstructions(text: string): MaskedText {
  const found: string[] = []
  const kept = text.split('\n').map((line) => {
    if (!INSTRUCTIONS.some((pattern) => pattern.test(line))) return line
    found.push(line.trim().slice(0, 160))
    return ''
  })
  return { text: kept.join('\n'), found: found.slice(0, 3) }
}
