// Single keys for who decides a hundred times a day; they can be switched off, because some people's software presses keys.
import { announce, beginRange, cards, countSelected, currentCard, makeCurrent, selectRange } from './inbox.js'

const SWITCH = 'greenlight-keys'
const REASON_KEYS = /^[1-9]$/
const GO_TO = { i: '/', r: '/runs', d: '/records', s: '/settings' }
const GO_MS = 1200

const isTyping = (target) =>
  target.isContentEditable ||
  target.closest('textarea, select, dialog') ||
  (target.matches('input') && !['checkbox', 'radio', 'button', 'submit'].includes(target.type))

const keysAreOn = () => localStorage.getItem(SWITCH) !== 'off'
const dialog = document.getElementById('keys')
const switchBox = document.getElementById('keys-on')

function openHelp() {
  switchBox.checked = keysAreOn()
  dialog.showModal()
}
switchBox?.addEventListener('change', () => localStorage.setItem(SWITCH, switchBox.checked ? 'on' : 'off'))
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('[data-help]') || !dialog) return
  event.preventDefault()
  openHelp()
})

function step(by) {
  const all = cards()
  if (all.length === 0) return
  const at = all.indexOf(currentCard())
  makeCurrent(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))])
}

/** Presses a card's own button, so that a key does what the button does. */
function press(key) {
  const card = currentCard() ?? cards()[0]
  const button = card?.querySelector(`[data-key="${key}"]`)
  if (!button) return announce('There is no proposal to act on.')
  makeCurrent(card, { focus: false })
  button.click()
}

function pressBatch(action) {
  const button = document.querySelector(`[name="batch"][value="${action}"]`)
  if (button && !button.disabled) button.click()
  else announce('Nothing is selected.')
}

function select(range) {
  const card = currentCard()
  const box = card?.querySelector('[data-select]')
  if (!box) return
  box.checked = range || !box.checked
  if (range) selectRange(box, true)
  beginRange(box)
  countSelected()
  announce(`${box.checked ? 'Selected' : 'Not selected'}: ${card.querySelector('h2, h3').textContent.trim()}`)
}

/** Opens every value of the card for editing and goes to the first. */
function edit() {
  const card = currentCard() ?? cards()[0]
  if (!card) return
  makeCurrent(card, { focus: false })
  for (const fold of card.querySelectorAll('details.fold, details.edit')) fold.open = true
  const first = card.querySelector('[data-edit], [name^="pick:"]')
  first?.focus()
  first?.select?.()
}

let goUntil = 0
const COMMANDS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => select(false),
  X: () => select(true),
  a: () => press('a'),
  A: () => pressBatch('approve'),
  r: () => press('r'),
  R: () => pressBatch('reject'),
  s: () => press('s'),
  e: edit,
  u: () => document.querySelector('[data-key="u"]')?.click(),
  o: () => currentCard()?.querySelector('h2 a, h3 a')?.click(),
  g: () => {
    goUntil = Date.now() + GO_MS
  },
  '/': () => document.getElementById('search')?.focus(),
  '?': openHelp,
}

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (isTyping(target)) return typed(event)
  if (!keysAreOn()) return
  if (Date.now() < goUntil && GO_TO[key]) {
    event.preventDefault()
    location.assign(GO_TO[key])
    return
  }
  goUntil = 0
  const command = REASON_KEYS.test(key) ? reason(key) : COMMANDS[key]
  if (!command) return
  event.preventDefault()
  command()
})

/** A number says why something was rejected, while the chips are there. */
function reason(key) {
  const chip = document.querySelector(`.chip[data-key="${key}"]`)
  return chip ? () => chip.click() : undefined
}

/** In a field: Enter approves the card as edited, Escape goes back to the card. */
function typed(event) {
  const card = event.target.closest('[data-proposal]')
  if (event.key === 'Escape' && card) makeCurrent(card)
  else if (event.key === 'Escape' && event.target.id === 'search') event.target.blur()
  else if (event.key === 'Enter' && card && event.target.matches('input[data-edit]')) {
    event.preventDefault()
    press('a')
  }
}
