import { words } from './words.ts'

export const FIRST_WORDS = words(`
  Blue Red Green Silver Golden Black White Bright Clear North South East West Summit Pinnacle Apex Iron Stone
  River Ocean Forest Mountain Valley Prairie Desert Harbor Lake Cedar Oak Maple Pine Willow Eagle Falcon Hawk
  Wolf Bear Lion Fox Raven Swift Bold True Noble Royal Grand Prime First United Global Premier Elite Liberty
  Patriot Heritage Legacy Pioneer Frontier Horizon Sunrise Sunset Twin Copper Crystal Emerald Sapphire Velvet
  Rustic Urban Modern Nova Quantum Vector Delta Alpha Omega Sigma Atlas Titan Orion Phoenix Apollo Mercury Lunar
  Solar Stellar Cobalt Crimson Amber Ivory Sterling Granite Marble Coastal Pacific Atlantic Lone Quiet Rapid
  Keen`)

export const SECOND_WORDS = words(`
  Ridge Creek Point Peak Bridge Gate Path Way Rock Field Brook Wave Light Star Tree Leaf Root Branch Haven
  Harbor Bay Shore Crest View Hill Grove Meadow Spring Falls Canyon Mesa Trail Road Sky Cloud Wind Fire Spark
  Forge Anvil Hammer Arrow Shield Crown Key Anchor Compass Sail Lantern Mill Barn Tower Arch Circle Square Link
  Mind Craft Works Edge Line Loop Stack Grid Pixel Byte Logic Pulse Beacon Quill Thistle Clover Heron Otter
  Badger`)

/** Sounds that made-up brands are made of. */
export const ONSETS = words(`b br c cr d dr f fl g gl h j k kl l m n p pl pr qu r s sc st t tr v w x z`)
export const VOWELS = words(`a e i o u ai ea io ou y a e o i`)
export const CODAS = ['', '', '', 'n', 'r', 'l', 's', 'x', 'm', 'nd', 'nt', 'v', 'rt', 'ct']
export const BRAND_ENDINGS = words(`
  ix on ia ara eo ium is tek soft ora ex us era ent ify ly ando ino ova ax en era ito net tron dyne mark path
  ware gen`)

export const SAINTS = words(`Mary Joseph Luke Anne Francis Vincent`)

export const FRANCHISE_TRADES = words(`Pizza Burgers Fitness Coffee Cleaners Realty Hair_Salon Auto_Glass Tutoring Gym`)
export const CHAIN_TRADES = words(`Pizza Grill Coffee Fitness Home_Care Storage Inn_&_Suites`)
export const FUNDS = words(`
  Growth_Fund Capital_Partners Real_Estate_Fund Opportunity_Fund Ventures Income_Fund Infrastructure_Fund`)
export const FACULTIES = words(`
  Department_of_Physics Department_of_Chemistry School_of_Law School_of_Medicine Department_of_Computer_Science
  College_of_Engineering Business_School Department_of_Biology Library Department_of_Mathematics Athletics`)
