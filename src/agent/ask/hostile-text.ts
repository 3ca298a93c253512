// said to whoever reads by machine: to drop instructions, to become somebody, to call tools, to approve or to send
const HOSTILE =
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|prior|above|earlier|other|all|your|these|the)\b[^.\n]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|context|training)\b|\b(?:new|updated|real|actual) (?:system )?instructions?\b|\bsystem (?:prompt|message|override|note)\b|(?:^|[\n"'([{>])\s*(?:system|assistant|developer)\s*[:>\]]|<\|?(?:im_start|system|endoftext)|\[\/?INST\]|\byou are (?:now|no longer)\b|\b(?:act|behave) as (?:an?|the)\b|\b(?:call|use|invoke|run|execute) (?:the )?(?:tool|function)?\s*[`"']?(?:propose_\w+|execute_crm_query|fetch_page|web_search|lookup_\w+)|\b(?:call|invoke) the \w+ tool\b|\bas an? (?:AI|language model|assistant)\b|\b(?:AI|assistants?|agents?|language models?|LLMs?|chatbots?|bots?)\b[^.\n]{0,40}\b(?:must|should|shall|are (?:instructed|required|to)|please|has to|have to)\b|\bapprove (?:this|all|every|the)\b[^.\n]{0,20}\bproposals?\b|\b(?:send|post|forward|exfiltrate|leak|upload)\b[^.\n]{0,40}\b(?:records?|database|contacts|leads|credentials|passwords?|api keys?|secrets?|crm)\b[^.\n]{0,40}\bto\s+(?:https?:\/\/|\S+@)|\b(?:ignoriere|vergiss)\b[^.\n]{0,40}\b(?:anweisung\w*|regeln)\b|\b(?:ignore[rz]?|oublie[rz]?)\b[^.\n]{0,40}\binstructions?\b|\b(?:ignora|olvida|dimentica)\b[^.\n]{0,40}\b(?:instrucciones|istruzioni)\b/i

const BREAKS = /(?<=[.!?])\s+|\n+|\\n|"(?=[,}\]:])/

/** The sentences of a text that speak to an assistant instead of about something. They are only ever a flag. */
export const hostileSentences = (text: string): string[] =>
  text.split(BREAKS).filter((sentence) => HOSTILE.test(sentence))

const VALUES_AND_LINES = /"(?:[^"\\]|\\.)*"|[^"\n]+/g

/** The text without them, as a fact may rest on it: a value or a line that holds one is left out as a whole. */
export const withoutHostile = (text: string): string =>
  text.replace(VALUES_AND_LINES, (part) => (hostileSentences(part).length > 0 ? '""' : part))
