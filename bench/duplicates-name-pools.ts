const words = (text: string): string[] => text.trim().split(/\s+/)

export interface Culture {
  share: number
  country: string
  given: string[][]
  family: string[]
  forms: string[]
  streets: string[]
  numberLast: boolean
  dial: string
  cities: [name: string, region: string, postcode: string, area: string][]
}

/** Given names as groups: the first is the formal name, the others what friends and forms make of it. */
const groups = (text: string): string[][] =>
  text
    .trim()
    .split(/\s+/)
    .map((group) => group.split('/'))

const ENGLISH_GIVEN = groups(`
James/Jim/Jimmy Robert/Bob/Rob John/Jack/Johnny Michael/Mike/Mick David/Dave William/Bill/Will Richard/Rick/Dick Joseph/Joe Thomas/Tom Charles/Charlie/Chuck
Christopher/Chris Daniel/Dan Matthew/Matt Anthony/Tony Mark Donald/Don Steven/Steve Paul Andrew/Andy Joshua/Josh Kenneth/Ken Kevin Brian George Edward/Ed/Ted
Ronald/Ron Timothy/Tim Jason Jeffrey/Jeff Ryan Jacob/Jake Gary Nicholas/Nick Eric Jonathan/Jon Stephen/Steve Larry Justin Scott Brandon Benjamin/Ben Samuel/Sam
Gregory/Greg Alexander/Alex Patrick/Pat Frank Raymond/Ray Dennis Jerry Tyler Aaron Nathan/Nate Henry/Harry Douglas/Doug Zachary/Zach Peter/Pete Kyle Ethan Walter/Walt
Jeremy Harold/Harry Keith Terry Noah Gerald/Gerry Lawrence/Larry Sean Austin Arthur/Art Albert/Al Philip/Phil Vincent/Vince Eugene/Gene Russell/Russ Louis/Lou Leonard/Len
Mary Patricia/Pat/Trish Jennifer/Jen/Jenny Linda Elizabeth/Liz/Beth/Betty Barbara/Barb Susan/Sue Jessica/Jess Sarah Karen Lisa Nancy Margaret/Maggie/Peggy Sandra/Sandy
Ashley Kimberly/Kim Emily Donna Michelle/Shelly Carol Amanda/Mandy Melissa/Mel Deborah/Deb/Debbie Stephanie/Steph Rebecca/Becky Laura Helen Sharon Cynthia/Cindy Kathleen/Kathy
Amy Angela/Angie Shirley Brenda Emma Anna Pamela/Pam Nicole/Nikki Samantha/Sam Katherine/Kate/Kathy Christine/Chris/Tina Debra/Deb Rachel Carolyn Janet Maria Heather
Diane Ruth Julie Olivia Joyce Virginia/Ginny Victoria/Vicky Kelly Lauren Christina/Tina Joan Evelyn Judith/Judy Andrea Hannah Megan Cheryl Jacqueline/Jackie Martha Gloria
Teresa/Terry Ann Sara Madison Frances/Fran Kathryn/Kate Janice Jean Abigail/Abby Alice Julia Judy Sophia/Sophie Grace Denise Amber Doris Marilyn Danielle Beverly Isabella
Theresa/Tess Diana Natalie Brittany Charlotte Marie Kayla Alexis Lori Harriet Imogen Poppy Freya Niamh Callum Gareth Alistair Rory Fergus Declan Nigel Graham Ian Trevor`)

const ENGLISH_FAMILY = words(`
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White
Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts
Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Gomez Kelly Howard Ward Cox Diaz Richardson Wood Watson
Brooks Bennett Gray James Reyes Cruz Hughes Price Myers Long Foster Sanders Ross Morales Powell Sullivan Russell Ortiz Jenkins Gutierrez Perry Butler Barnes Fisher Henderson
Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Kim Griffin Wallace Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Freeman Wells Webb Simpson Stevens
Tucker Porter Hunter Hicks Crawford Henry Boyd Mason Kennedy Warren Dixon Ramos Burns Gordon Shaw Holmes Rice Robertson Hunt Black Daniels Palmer Mills Nichols Grant Knight
Ferguson Rose Stone Hawkins Dunn Perkins Hudson Spencer Gardner Payne Pierce Berry Matthews Arnold Wagner Willis Ray Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley
Lane Andrews Ruiz Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chavez Sims Austin Peters Kelley Franklin Lawson Fields Ryan Schmidt Carr Vasquez Castillo
Wheeler Chapman Oliver Montgomery Richards Williamson Johnston Banks Meyer Bishop McCoy Howell Morrison Hansen Garza Harvey Little Burton Stanley George Jacobs Reid Fuller Lynch
Dean Gilbert Garrett Romero Welch Larson Frazier Burke Hanson Day Mendoza Moreno Bowman Fowler Brewer Hoffman Carlson Silva Pearson Holland Douglas Fleming Jensen Vargas Byrd
Davidson Hopkins Terry Wade Soto Walters Curtis Neal Caldwell Lowe Jennings Barnett Graves Jimenez Horton Shelton Barrett Obrien Castro Sutton McKinney Lucas Miles Rodriquez
Chambers Holt Lambert Fletcher Watts Bates Hale Rhodes Pena Beck Newman Haynes McDaniel Mendez Bush Vaughn Parks Dawson Santiago Norris Hardy Steele Curry Powers Schultz Barker
Guzman Page Munoz Ball Keller Chandler Weber Walsh Lyons Ramsey Wolfe Schneider Mullins Benson Sharp Bowen Barber Cummings Hines Baldwin Griffith Valdez Hubbard Salazar Reeves
Whitaker Ainsworth Blackwood Cartwright Davenport Eastwood Fairbanks Goodwin Hathaway Inglewood Kingsley Langford Merriweather Northcott Oakley Pemberton Quigley Ravenscroft
Stanhope Thornbury Underhill Verity Wainwright Yardley Ashcroft Bramwell Colquhoun Drummond Farquhar Galbraith Haverford Kirkpatrick Lockwood MacAllister OConnor ODonnell McIntyre
Pettigrew Rutherford Sinclair Tremaine Urquhart Whitfield Abernathy Birmingham Crabtree Dunworthy Ellsworth Featherstone Greenwood Hollingsworth Jessop Kershaw Lightfoot`)

const GERMAN_GIVEN =
  groups(`Hans/Johannes Peter Wolfgang/Wolf Klaus/Nikolaus Jürgen Thomas Andreas/Andy Stefan Michael/Micha Markus Christian Matthias/Matze Sebastian/Basti Alexander/Alex Maximilian/Max Lukas Jonas Felix Paul
Friedrich/Fritz Heinrich/Heinz Karl Günther Jörg Björn Uwe Ralf Dirk Sven Ulrich/Uli Ursula/Uschi Monika Petra Sabine Susanne/Susi Andrea Claudia Stefanie/Steffi Katharina/Kathi Anna Lena Julia Sophie Hannah Elisabeth/Lisa Birgit Heike Gabriele/Gabi Renate Karin Ingrid Helga Anja Nicole Sandra Franziska/Franzi Johanna/Hanna Käthe Jana Mareike Antje`)
const GERMAN_FAMILY = words(
  `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Großmann Blumenthal Rosenbaum Eichhorn Falkenberg Hohenstein`,
)
const FRENCH_GIVEN = groups(
  `Jean Pierre Michel André Philippe Alain Bernard Jacques François Daniel Patrick Nicolas/Nico Christophe Frédéric/Fred Stéphane Laurent Éric Julien Thomas Alexandre/Alex Antoine Maxime/Max Guillaume Hugo Lucas Théo Mathieu Rémi Benoît Cédric Marie Nathalie Isabelle Sylvie Catherine Martine Christine Françoise Valérie Sandrine Sophie Véronique Céline Aurélie Émilie Julie Camille Léa Chloé Manon Élodie Hélène Anaïs Mélanie Delphine Noémie Agnès`,
)
const FRENCH_FAMILY = words(
  `Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colin Fernandez Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard Gaillard Philippe Leclercq Lacroix Fabre Dupuis Olivier Rodriguez`,
)
const SPANISH_GIVEN = groups(
  `Antonio/Toni José/Pepe Manuel/Manolo Francisco/Paco Juan David Javier/Javi Carlos Jesús Alejandro/Álex Miguel Rafael/Rafa Pedro Pablo Ángel Sergio Fernando Jorge Luis Alberto Álvaro Adrián Diego Raúl Iván Enrique/Quique María Carmen Ana Isabel/Isa Laura Cristina/Cris Marta Dolores/Lola Lucía Pilar Elena Raquel Sara Paula Mercedes/Merche Rosario/Charo Beatriz/Bea Silvia Nuria Patricia Rocío Inés Begoña`,
)
const SPANISH_FAMILY = words(
  `García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Caballero Reyes Nieto Aguilar Pascual Santana Herrero Lorenzo Montero Hidalgo Giménez Ibáñez Ferrer Durán Santiago Benítez Mora Vicente Vargas Arias Carmona Crespo Román Pastor Soto Sáez Velasco Moya Soler Parra Esteban Bravo Gallardo Rojas`,
)
const INDIAN_GIVEN = groups(
  `Rahul Amit Rajesh/Raj Sanjay Vijay Anil Suresh Ravi Arun Ashok Deepak Manoj Sunil Vikram Arjun Rohan Aditya/Adi Karthik Nikhil Siddharth/Sid Priya Anjali Neha Pooja Sunita Kavita Deepa Lakshmi Meera Divya Shreya Ananya Ritu Swati Nisha Rekha Aishwarya Padma Gayatri Ishaan`,
)
const INDIAN_FAMILY = words(
  `Sharma Patel Singh Kumar Gupta Reddy Rao Nair Iyer Mehta Shah Joshi Verma Agarwal Banerjee Chatterjee Mukherjee Das Bose Sen Ghosh Desai Kulkarni Menon Pillai Naidu Chopra Kapoor Malhotra Khanna Bhatt Trivedi Mishra Pandey Tiwari Saxena Srivastava Bhattacharya Krishnan Subramanian Venkatesan Raman Gill Sandhu Dhillon Kaur Khan Ahmed Ansari Qureshi`,
)

const AMERICAN_CITIES: Culture['cities'] = [
  ['New York', 'NY', '100', '212'],
  ['Brooklyn', 'NY', '112', '718'],
  ['Los Angeles', 'CA', '900', '213'],
  ['Chicago', 'IL', '606', '312'],
  ['Houston', 'TX', '770', '713'],
  ['Phoenix', 'AZ', '850', '602'],
  ['Philadelphia', 'PA', '191', '215'],
  ['San Antonio', 'TX', '782', '210'],
  ['San Diego', 'CA', '921', '619'],
  ['Dallas', 'TX', '752', '214'],
  ['San Jose', 'CA', '951', '408'],
  ['Austin', 'TX', '787', '512'],
  ['Jacksonville', 'FL', '322', '904'],
  ['Columbus', 'OH', '432', '614'],
  ['Charlotte', 'NC', '282', '704'],
  ['Indianapolis', 'IN', '462', '317'],
  ['San Francisco', 'CA', '941', '415'],
  ['Seattle', 'WA', '981', '206'],
  ['Denver', 'CO', '802', '303'],
  ['Boston', 'MA', '021', '617'],
  ['Nashville', 'TN', '372', '615'],
  ['Portland', 'OR', '972', '503'],
  ['Las Vegas', 'NV', '891', '702'],
  ['Detroit', 'MI', '482', '313'],
  ['Memphis', 'TN', '381', '901'],
  ['Louisville', 'KY', '402', '502'],
  ['Baltimore', 'MD', '212', '410'],
  ['Milwaukee', 'WI', '532', '414'],
  ['Albuquerque', 'NM', '871', '505'],
  ['Tucson', 'AZ', '857', '520'],
  ['Fresno', 'CA', '937', '559'],
  ['Sacramento', 'CA', '958', '916'],
  ['Atlanta', 'GA', '303', '404'],
  ['Miami', 'FL', '331', '305'],
  ['Oakland', 'CA', '946', '510'],
  ['Minneapolis', 'MN', '554', '612'],
  ['Cleveland', 'OH', '441', '216'],
  ['Tampa', 'FL', '336', '813'],
  ['St. Louis', 'MO', '631', '314'],
  ['Pittsburgh', 'PA', '152', '412'],
  ['Cincinnati', 'OH', '452', '513'],
  ['Boulder', 'CO', '803', '720'],
  ['Salt Lake City', 'UT', '841', '801'],
  ['Springfield', 'IL', '627', '217'],
  ['Springfield', 'MA', '011', '413'],
]

export const CULTURES: Culture[] = [
  {
    share: 0.5,
    country: 'US',
    given: ENGLISH_GIVEN,
    family: ENGLISH_FAMILY,
    forms: words('Inc Inc. LLC Corp Corporation Co Company Incorporated L.L.C. LLP'),
    streets: words(
      'Main_Street Oak_Avenue Maple_Street Market_Street Broadway Washington_Avenue Lincoln_Avenue Park_Avenue 5th_Avenue 42nd_Street Elm_Street Cedar_Lane Hill_Road Lake_Drive Mission_Street Commerce_Boulevard Industrial_Parkway Sunset_Boulevard Highland_Avenue Franklin_Street Jefferson_Street Madison_Avenue River_Road Church_Street N_Michigan_Avenue W_Adams_Street Technology_Drive Innovation_Way Corporate_Drive Harbor_Boulevard Spring_Street Peachtree_Road 2nd_Street 3rd_Avenue Walnut_Street Chestnut_Street Union_Street Canal_Street King_Street Pine_Street Valley_View_Lane Mountain_Road Airport_Road Old_Mill_Road',
    ),
    numberLast: false,
    dial: '+1',
    cities: AMERICAN_CITIES,
  },
  {
    share: 0.2,
    country: 'GB',
    given: ENGLISH_GIVEN,
    family: ENGLISH_FAMILY,
    forms: words('Ltd Limited Ltd. PLC LLP'),
    streets: words(
      'High_Street Station_Road Church_Lane Victoria_Road Green_Lane Kings_Road Queen_Street London_Road Mill_Lane Park_Road Albert_Road New_Street George_Street Castle_Street Bridge_Street Oxford_Street Baker_Street Deansgate Princes_Street Wharf_Road Abbey_Road Manor_Way Chapel_Street The_Crescent Grange_Avenue',
    ),
    numberLast: false,
    dial: '+44',
    cities: [
      ['London', 'Greater London', 'EC1', '20'],
      ['Manchester', 'Greater Manchester', 'M1', '161'],
      ['Birmingham', 'West Midlands', 'B1', '121'],
      ['Leeds', 'West Yorkshire', 'LS1', '113'],
      ['Glasgow', 'Scotland', 'G1', '141'],
      ['Liverpool', 'Merseyside', 'L1', '151'],
      ['Bristol', 'Avon', 'BS1', '117'],
      ['Sheffield', 'South Yorkshire', 'S1', '114'],
      ['Edinburgh', 'Scotland', 'EH1', '131'],
      ['Cardiff', 'Wales', 'CF1', '29'],
      ['Leicester', 'Leicestershire', 'LE1', '116'],
      ['Nottingham', 'Nottinghamshire', 'NG1', '115'],
      ['Reading', 'Berkshire', 'RG1', '118'],
      ['York', 'North Yorkshire', 'YO1', '1904'],
    ],
  },
  {
    share: 0.12,
    country: 'DE',
    given: GERMAN_GIVEN,
    family: GERMAN_FAMILY,
    forms: words('GmbH AG GmbH_&_Co._KG UG KG OHG GmbH'),
    streets: words(
      'Hauptstraße Bahnhofstraße Schulstraße Gartenstraße Dorfstraße Bergstraße Birkenweg Lindenstraße Kirchstraße Waldstraße Ringstraße Amselweg Goethestraße Schillerstraße Marktplatz Industriestraße Friedrichstraße Kaiserallee Münchener_Straße Berliner_Allee',
    ),
    numberLast: true,
    dial: '+49',
    cities: [
      ['Berlin', 'Berlin', '101', '30'],
      ['Hamburg', 'Hamburg', '200', '40'],
      ['München', 'Bayern', '803', '89'],
      ['Köln', 'Nordrhein-Westfalen', '506', '221'],
      ['Frankfurt am Main', 'Hessen', '603', '69'],
      ['Stuttgart', 'Baden-Württemberg', '701', '711'],
      ['Düsseldorf', 'Nordrhein-Westfalen', '402', '211'],
      ['Leipzig', 'Sachsen', '041', '341'],
      ['Nürnberg', 'Bayern', '904', '911'],
      ['Hannover', 'Niedersachsen', '301', '511'],
    ],
  },
  {
    share: 0.08,
    country: 'FR',
    given: FRENCH_GIVEN,
    family: FRENCH_FAMILY,
    forms: words('SARL SAS SA EURL S.A.S. S.A.'),
    streets: words(
      'Rue_de_la_Paix Rue_Victor_Hugo Avenue_de_la_République Rue_du_Moulin Boulevard_Voltaire Rue_de_l_Église Place_de_la_Mairie Rue_Pasteur Rue_des_Écoles Avenue_Jean_Jaurès Rue_Nationale Chemin_des_Vignes Rue_Saint-Honoré Quai_de_la_Loire',
    ),
    numberLast: false,
    dial: '+33',
    cities: [
      ['Paris', 'Île-de-France', '750', '1'],
      ['Lyon', 'Rhône', '690', '4'],
      ['Marseille', 'Bouches-du-Rhône', '130', '4'],
      ['Toulouse', 'Haute-Garonne', '310', '5'],
      ['Bordeaux', 'Gironde', '330', '5'],
      ['Lille', 'Nord', '590', '3'],
      ['Nantes', 'Loire-Atlantique', '440', '2'],
      ['Saint-Étienne', 'Loire', '420', '4'],
    ],
  },
  {
    share: 0.06,
    country: 'ES',
    given: SPANISH_GIVEN,
    family: SPANISH_FAMILY,
    forms: words('S.L. SL S.A. SLU'),
    streets: words(
      'Calle_Mayor Calle_de_Alcalá Avenida_de_la_Constitución Calle_Real Paseo_de_Gracia Calle_San_Juan Plaza_de_España Calle_del_Sol Avenida_Diagonal Calle_Nueva Ronda_de_Toledo',
    ),
    numberLast: true,
    dial: '+34',
    cities: [
      ['Madrid', 'Madrid', '280', '91'],
      ['Barcelona', 'Cataluña', '080', '93'],
      ['Valencia', 'Valencia', '460', '96'],
      ['Sevilla', 'Andalucía', '410', '95'],
      ['Málaga', 'Andalucía', '290', '95'],
      ['Bilbao', 'País Vasco', '480', '94'],
    ],
  },
  {
    share: 0.04,
    country: 'IN',
    given: INDIAN_GIVEN,
    family: INDIAN_FAMILY,
    forms: words('Pvt_Ltd Private_Limited Ltd LLP Pvt._Ltd.'),
    streets: words(
      'MG_Road Park_Street Linking_Road Brigade_Road Anna_Salai Residency_Road Station_Road Nehru_Place Ring_Road Jubilee_Hills',
    ),
    numberLast: false,
    dial: '+91',
    cities: [
      ['Mumbai', 'Maharashtra', '4000', '22'],
      ['Bengaluru', 'Karnataka', '5600', '80'],
      ['Chennai', 'Tamil Nadu', '6000', '44'],
      ['Hyderabad', 'Telangana', '5000', '40'],
      ['Pune', 'Maharashtra', '4110', '20'],
      ['Delhi', 'Delhi', '1100', '11'],
    ],
  },
]

export const ADJECTIVES = words(
  `Blue Red Green Silver Golden Bright Clear Swift True Prime Summit Apex Nova Alpha Omega Delta Northern Southern Pacific Atlantic Coastal Alpine Urban Modern Royal Noble Rapid Solid Smart Open Global United First Premier Advanced Digital Quantum Stellar Lunar Solar Iron Stone Crystal Amber Copper Cobalt Crimson Emerald Evergreen Hidden Lucky Mighty Quiet Wild Young Old Grand Little Great Inner Outer Upper Lower Liberty Heritage Pioneer Frontier Keystone Cornerstone Landmark Signature Paramount Pinnacle Vanguard`,
)
export const NOUNS = words(
  `River Mountain Ocean Forest Valley Bridge Harbor Island Canyon Meadow Lake Ridge Peak Stone Oak Maple Cedar Pine Willow Falcon Eagle Hawk Fox Wolf Bear Lion Tiger Raven Star Moon Sun Sky Cloud Storm Wind Wave Fire Light Horizon Compass Anchor Beacon Lantern Arrow Shield Tower Castle Gate Path Trail Field Garden Spring Creek Brook Bay Point Cliff Dune Grove Orchard Prairie Glacier Ember Spark Pixel Circuit Vector Matrix Nexus Orbit Pulse Signal Craft Forge Mill Works Loop Harvest Acorn Thistle Clover Juniper`,
)
export const TRADES: [word: string, short: string, industry: string][] = [
  ['Technologies', 'Tech', 'Software'],
  ['Solutions', 'Sol', 'Software'],
  ['Software', 'SW', 'Software'],
  ['Systems', 'Sys', 'Information Technology'],
  ['Consulting', 'Consult', 'Consulting'],
  ['Logistics', 'Log', 'Logistics'],
  ['Partners', 'Ptnrs', 'Professional Services'],
  ['Analytics', 'Anlyt', 'Software'],
  ['Manufacturing', 'Mfg', 'Manufacturing'],
  ['Industries', 'Ind', 'Manufacturing'],
  ['Foods', 'Foods', 'Food Production'],
  ['Bakery', 'Bakery', 'Food Production'],
  ['Construction', 'Constr', 'Construction'],
  ['Engineering', 'Eng', 'Engineering'],
  ['Architects', 'Arch', 'Architecture'],
  ['Medical', 'Med', 'Health Care'],
  ['Health', 'Health', 'Health Care'],
  ['Pharmaceuticals', 'Pharma', 'Pharmaceuticals'],
  ['Dental', 'Dental', 'Health Care'],
  ['Clinic', 'Clinic', 'Health Care'],
  ['Law', 'Law', 'Legal'],
  ['Insurance', 'Ins', 'Insurance'],
  ['Financial', 'Fin', 'Financial Services'],
  ['Media', 'Media', 'Media'],
  ['Marketing', 'Mktg', 'Marketing'],
  ['Design', 'Design', 'Design'],
  ['Studio', 'Studio', 'Design'],
  ['Robotics', 'Robotics', 'Robotics'],
  ['Electronics', 'Elec', 'Electronics'],
  ['Energy', 'Energy', 'Energy'],
  ['Plumbing', 'Plumbing', 'Construction'],
  ['Roofing', 'Roofing', 'Construction'],
  ['Landscaping', 'Landscaping', 'Services'],
  ['Motors', 'Motors', 'Automotive'],
  ['Auto', 'Auto', 'Automotive'],
  ['Freight', 'Freight', 'Logistics'],
  ['Brewing', 'Brewing', 'Beverages'],
  ['Coffee', 'Coffee', 'Restaurants'],
  ['Restaurant', 'Rest', 'Restaurants'],
  ['Hotel', 'Hotel', 'Hospitality'],
  ['Travel', 'Travel', 'Travel'],
  ['Fitness', 'Fitness', 'Wellness'],
  ['Academy', 'Acad', 'Education'],
  ['Learning', 'Learning', 'Education'],
  ['Security', 'Sec', 'Security'],
  ['Staffing', 'Staffing', 'Staffing'],
  ['Networks', 'Net', 'Telecommunications'],
  ['Communications', 'Comms', 'Telecommunications'],
  ['Packaging', 'Pkg', 'Manufacturing'],
  ['Textiles', 'Tex', 'Manufacturing'],
  ['Biosciences', 'Bio', 'Biotechnology'],
  ['Labs', 'Labs', 'Biotechnology'],
  ['Services', 'Svcs', 'Services'],
  ['Group', 'Grp', 'Professional Services'],
]
export const ARMS = words(
  'Capital Holdings Ventures Logistics Foundation Properties Insurance Energy Media Labs Retail Finance Digital Services Realty Consulting Academy Health International Trading',
)
export const SYLLABLES = words(
  'ac al an ar ba be bi bo bra ca ce co cra da de di do dra el en er fa fi flo fu ga ge gi go gra ha he hi ho in is ja jo ka ke ki ko kra la le li lo lu ma me mi mo na ne ni no nu ol on or pa pe pi po pra qua ra re ri ro ru sa se si so sta ta te ti to tra ul un ur va ve vi vo wa we wi xa xe ya yo za ze zi zo zu',
)
export const ENDINGS = words('x a o ia ix on um is ex or ra ro ta go ly fy io va vo tek soft ware net dyn gen max')
export const TITLES_HELD = words(
  'CEO CTO CFO COO Founder Sales_Manager Account_Executive Marketing_Director Software_Engineer Senior_Software_Engineer Product_Manager Project_Manager Head_of_Sales VP_Engineering VP_Sales HR_Manager Office_Manager Consultant Senior_Consultant Data_Analyst Operations_Manager Designer Recruiter Buyer Controller Legal_Counsel Customer_Success_Manager Business_Development_Manager Director Analyst Partner Associate Technician',
)
export const FREE_MAIL = words('gmail.com gmail.com gmail.com yahoo.com hotmail.com outlook.com icloud.com')
