// What the pages do beyond forms and links: swaps are announced and keep their place, a lost session or network is said.
const live = () => document.getElementById('live')
export const cards = () => [...document.querySelectorAll('[data-proposal]')]
const PLACE = 'greenlight-place'
let place = JSON.parse(sessionStorage.getItem(PLACE) ?? '{"at":0}')

export function announce(text) {
  const region = live()
  if (!region || !text) return
  region.textContent = ''
  // a region that says the same twice is read once
  requestAnimationFrame(() => {
    region.textContent = text
  })
}

/** The card that keys act on. */
export function currentCard() {
  return document.querySelector('[data-proposal][aria-current]') ?? undefined
}

export function makeCurrent(card, { focus = true } = {}) {
  for (const other of document.querySelectorAll('[data-proposal][aria-current]')) other.removeAttribute('aria-current')
  if (!card) return
  card.setAttribute('aria-current', 'true')
  place = { id: card.dataset.proposal, at: cards().indexOf(card) }
  sessionStorage.setItem(PLACE, JSON.stringify(place))
  if (focus) {
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'nearest' })
  }
}

/** After a swap: the same card, or the one that took its place, or the heading. */
function keepPlace() {
  const all = cards()
  const card = all.find(({ dataset }) => dataset.proposal === place.id) ?? all[Math.min(place.at, all.length - 1)]
  if (card) makeCurrent(card)
  else document.querySelector('h1')?.focus()
}

export function countSelected() {
  const boxes = [...document.querySelectorAll('[data-select]')]
  const selected = boxes.filter(({ checked }) => checked).length
  const label = document.getElementById('selected-count')
  if (label) label.textContent = selected === 0 ? 'Select all' : `${selected} selected`
  const all = document.getElementById('select-all')
  if (all) {
    all.checked = selected > 0 && selected === boxes.length
    all.indeterminate = selected > 0 && selected < boxes.length
  }
  for (const button of document.querySelectorAll('[data-needs-selection]')) button.disabled = selected === 0
}

let lastBox
/** Remembers where a range begins. */
export function beginRange(box) {
  lastBox = box
}

/** Selects or leaves everything between the box that was used last and this one. */
export function selectRange(box, checked) {
  const boxes = [...document.querySelectorAll('[data-select]')]
  const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((a, b) => a - b)
  if (from < 0) return
  for (const each of boxes.slice(from, to + 1)) each.checked = checked
  countSelected()
}

function prepare() {
  for (const element of document.querySelectorAll('[data-js]')) element.hidden = false
  if (matchMedia('(min-width: 60.01rem)').matches)
    for (const details of document.querySelectorAll('[data-open-wide]')) details.open = true
  countSelected()
}

document.addEventListener('click', ({ target, shiftKey }) => {
  if (target.matches?.('[data-select]')) {
    if (shiftKey) selectRange(target, target.checked)
    beginRange(target)
    countSelected()
  }
  const card = target.closest?.('[data-proposal]')
  if (card) makeCurrent(card, { focus: false })
})

document.addEventListener('change', ({ target }) => {
  if (target.id === 'select-all') {
    for (const box of document.querySelectorAll('[data-select]')) box.checked = target.checked
    countSelected()
  }
})

document.addEventListener('focusin', ({ target }) => {
  const card = target.closest?.('[data-proposal]')
  if (card) makeCurrent(card, { focus: false })
})

// a session that has ended answers with the sign-in page, which is not a part of this one
document.addEventListener('htmx:beforeSwap', (event) => {
  const address = event.detail.xhr.responseURL
  if (!address || !new URL(address).pathname.startsWith('/sign-in')) return
  event.detail.shouldSwap = false
  location.assign(`/sign-in?ended=1&next=${encodeURIComponent(location.pathname + location.search)}`)
})

let lastStatus
document.addEventListener('htmx:afterSettle', ({ detail }) => {
  prepare()
  const region = document.getElementById('run-live')
  if (region && detail.target?.id === 'run-live') {
    if (lastStatus !== undefined && lastStatus !== region.dataset.status) announce(region.dataset.say)
    lastStatus = region.dataset.status
    return
  }
  const notice = document.querySelector('[data-notice]')
  const details = [...(notice?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)
  announce([notice?.dataset.notice, ...details].filter(Boolean).join(' '))
  keepPlace()
})

function showOffline(isOffline) {
  const banner = document.getElementById('offline')
  if (banner) banner.hidden = !isOffline
}
document.addEventListener('htmx:sendError', () => {
  showOffline(true)
  announce('Nothing was sent: there is no connection.')
})
document.addEventListener('htmx:afterOnLoad', () => showOffline(false))
addEventListener('offline', () => showOffline(true))
addEventListener('online', () => showOffline(false))

prepare()
// a whole page that answers a decision keeps the place as well
if (document.querySelector('[data-notice]') && cards().length > 0) keepPlace()
lastStatus = document.getElementById('run-live')?.dataset.status
