import type { Language } from './languages.ts'
import { words } from './words.ts'

interface NamePool {
  /** The common ones first, as in all the lists. */
  male: string[]
  female: string[]
  family: string[]
  /** Beginnings, middles and ends that make family names nobody else has. */
  rare: [string[], string[], string[]]
}

export const PERSON_NAMES: Record<Language, NamePool> = {
  en: {
    male: words(`
      James John Robert Michael William David Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony
      Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald George Jason Edward Jeffrey Ryan
      Jacob Nicholas Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander
      Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Adam Nathan Henry Douglas Zachary Peter Kyle Noah
      Ethan Jeremy Christian Walter Keith Austin Roger Terry Sean Gerald Carl Dylan Harold Jordan Jesse Bryan
      Lawrence Arthur Gabriel Bruce Logan Albert Oliver Harry Simon Graham Nigel Neil Ian Stuart Alistair Rhys
      Callum Owen Duncan Clive Desmond Clifford Rupert Quentin Thaddeus Barnaby Lachlan Fergus`),
    female: words(`
      Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra
      Ashley Kimberly Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura
      Cynthia Kathleen Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen Samantha Katherine Christine
      Debra Rachel Carolyn Janet Catherine Maria Heather Diane Ruth Julie Olivia Joyce Virginia Victoria Kelly
      Lauren Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline Martha Gloria Teresa Ann Sara
      Madison Frances Kathryn Janice Jean Abigail Alice Sophia Grace Denise Amber Charlotte Marilyn Danielle
      Beverly Isabella Theresa Diana Natalie Brittany Fiona Gemma Imogen Philippa Rosalind Saoirse Bronwyn Maeve
      Ottilie`),
    family: words(`
      Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris
      Martin Thompson Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker
      Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy
      Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks
      Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry
      Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace Cole West
      Bryant Ellis Gibson Marshall McDonald Woods Kennedy Wells Ford Simpson O'Connor O'Brien McCarthy
      Fitzgerald MacLeod Griffiths Lloyd Pritchard Kerr Sinclair Whitaker Ashworth Chamberlain Pemberton`),
    rare: [
      words(`
        Ash Black Bram Thorn Hather Wex Kings Lang Mar New Ox Pen Rad Sher Stan Tam Up Wal Whit Win Yar Bar Bex
        Cald Dun Elm Fair Gar Had Hal Holl Ken Lin Mil Nor Os Pres Ros Sed Thur Trem Under Ven Wick Brock Crans
        Dray Fen Gled Hox Latch Mun Orm Quar Skel Twy Vose`),
      ['', '', 'er', 'en', 'ing', 'le', 'in', 'ber'],
      words(`
        ford ley ton well wood worth by stead ham bury dale field shaw thorpe more combe ridge holt burn wick
        man croft mere gate lock son sett by stone land beck`),
    ],
  },
  de: {
    male: words(`
      Thomas Michael Andreas Peter Stefan Christian Hans Klaus Wolfgang Jürgen Martin Frank Uwe Markus Bernd
      Matthias Daniel Jan Alexander Ralf Sebastian Dirk Jörg Florian Tobias Manfred Philipp Dieter Holger
      Karsten Sven Björn Heinz Rainer Günter Lukas Felix Jonas Maximilian Hans-Peter Karl-Heinz Torsten Oliver
      Kai Nils Götz Ulrich Volker Friedrich Georg Konrad Burkhard Hartmut Lennart`),
    female: words(`
      Sabine Susanne Petra Monika Andrea Claudia Birgit Martina Ursula Gabriele Stefanie Anja Nicole Katrin
      Julia Christine Karin Barbara Heike Silke Anna Kerstin Sandra Renate Anke Ute Bettina Katharina Melanie
      Jana Lena Laura Sarah Lisa Ulrike Angelika Brigitte Tanja Simone Jutta Anneliese Käthe Annika Franziska
      Johanna Frauke Wiebke Gudrun`),
    family: words(`
      Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter
      Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz
      Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters
      Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck
      Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein
      Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl
      Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold von_Bergen`),
    rare: [
      words(`
        Acker Alt Bach Berg Birken Brand Breit Dorn Eich Elsen Erlen Feld Frei Gold Grün Hagen Heid Hohen Kalten
        Kirch Kling Kreuz Lichten Linden Mühl Nieder Ober Rosen Rot Sachsen Schön Silber Stein Sulz Tannen Uhl
        Wald Weiden Wester Wiesen Zell Döben Röt Küh`),
      ['', '', '', 'el', 'er'],
      words(`
        bacher bauer berg berger brink bruch burger dorf egger feld felder hammer hauser hof hofer holz kamp
        lich meier mann müller reiter rieder stätter stein thaler wald weger`),
    ],
  },
  fr: {
    male: words(`
      Jean Pierre Michel Philippe Nicolas Alain Christophe Patrick Laurent David Thierry Éric François Julien
      Stéphane Pascal Frédéric Sébastien Olivier Daniel Thomas Alexandre Bruno Vincent Jérôme Guillaume Marc
      Maxime Antoine Jean-Pierre Jean-Luc Jean-Claude Gérard Benoît Fabrice Hervé Mathieu Romain Hugo Rémi Lucas
      Étienne Xavier Cédric Gaël Yves Loïc Thibault Aurélien`),
    female: words(`
      Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Valérie Sandrine Stéphanie Véronique
      Céline Sophie Chantal Patricia Anne Brigitte Julie Monique Aurélie Nicole Laurence Annie Émilie Dominique
      Virginie Corinne Élodie Camille Hélène Caroline Marie-Claude Anne-Marie Claire Sarah Mélanie Léa Manon
      Chloé Florence Béatrice Agnès Delphine Karine Amélie Mathilde Océane`),
    family: words(`
      Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia
      David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François
      Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu
      Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire
      Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie
      Barbier Brun Dumas Brunet Schmitt Leroux Colas Renard Picard Benoît Lacroix Le_Gall de_La_Tour Charpentier`),
    rare: [
      words(`
        Beau Bel Bois Bour Brous Cas Cha Cham Char Chau Cour Cré Des Du Fau Fer Fon Gal Gaud Gri La Lam Lar Le
        Mal Mar Mon Mou Pel Per Pon Pré Rou Sau Sé Tal Ter Tho Val Ver Vil`),
      ['', 'ti', 'vi', 'ra', 'be', 'lo', 'gue', 'ma'],
      words(`
        rand lier nel teau gnon villard tier net rin sard nac gnac ron deau zard bert get lin neau mont court
        val ret vin chard doux`),
    ],
  },
  es: {
    male: words(`
      Antonio José Manuel Francisco Juan David José_Antonio José_Luis Javier Francisco_Javier Jesús Carlos
      Daniel Miguel Rafael Alejandro José_Manuel Pedro Ángel Miguel_Ángel Pablo Fernando Sergio Luis Jorge
      Alberto Juan_Carlos Álvaro Adrián Diego Raúl Iván Enrique Ramón Vicente Rubén Óscar Andrés Joaquín
      Santiago Eduardo Víctor Roberto Mario Jaime Ignacio Marcos Hugo Gonzalo Héctor Íñigo Nicolás Guillermo
      Arturo Felipe`),
    female: words(`
      María_Carmen María Carmen Ana_María Josefa Isabel Laura Cristina María_Pilar María_Dolores Marta Ana
      María_Teresa Lucía María_Ángeles Sara Paula Elena Pilar Raquel Manuela Concepción María_José Mercedes Rosa
      Beatriz Julia Silvia Patricia Nuria Irene Rocío Teresa Andrea Montserrat Alba Sandra Ángela Alicia Mónica
      Sonia Yolanda Inés Marina Natalia Susana Verónica Guadalupe Ximena Itziar Leire Noemí`),
    family: words(`
      García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz
      Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano
      Molina Morales Suárez Ortega Delgado Castro Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés
      Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego
      Calvo Vidal Campos Reyes Vega Fuentes Carrasco Diez Aguilar Caballero Nieto Santana Pascual Herrero
      Montero Lorenzo Hidalgo Giménez Ibáñez Ferrer Durán Santiago Benítez Mora Arias Vargas Carmona Crespo
      Román Pastor Soto Sáez de_la_Fuente Etxeberria Bravo Salazar Guzmán Rojas Mendoza`),
    rare: [
      words(`
        Al Ar Bal Bar Ben Be Cal Can Cas Co Cor Es Fer Gal Go Gor Her La Lar Le Lo Ma Men Mon Mu O Pal Pe Por
        Qui Ro Sa Sal Ta To Ur Val Ve Vi Za`),
      ['', 'ra', 'la', 'ri', 'do', 'men', 'te', 'go', 'be'],
      words(`
        zábal dero rrea llo gosa tegui mendi nero quera rro dón rano bero rosa tín cedo llana güe nes res rdo`),
    ],
  },
  it: {
    male: words(`
      Giuseppe Antonio Giovanni Mario Francesco Luigi Roberto Marco Andrea Paolo Alessandro Stefano Angelo
      Salvatore Vincenzo Luca Massimo Fabio Davide Carlo Franco Domenico Daniele Claudio Matteo Alberto Simone
      Gianluca Maurizio Pietro Federico Riccardo Lorenzo Giorgio Nicola Filippo Michele Enrico Raffaele Giulio
      Tommaso Gabriele Emanuele Pier_Paolo Gian_Marco Niccolò Ottavio`),
    female: words(`
      Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Laura Paola Elena
      Antonella Daniela Silvia Sara Chiara Giulia Valentina Alessandra Federica Roberta Simona Monica Elisa
      Barbara Cristina Patrizia Martina Ilaria Claudia Rita Stefania Anna_Maria Maria_Grazia Michela Sofia Alice
      Serena Beatrice Noemi Ludovica Ginevra`),
    family: words(`
      Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini
      Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli
      Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi
      Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini
      Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone
      Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore D'Amico Nicolò`),
    rare: [
      words(`
        Al Ba Bal Ber Bo Bran Ca Can Car Cas Ce Co Cor Da Di Fa Fi For Ga Gia Gra La Lo Ma Mar Mo Mon Na Pa Pe
        Pi Po Ra Ri Sal San Sca Ta To Tre Va Ve Vi Za`),
      ['', 'ra', 've', 'lo', 'sti', 'ma', 'gna', 'ber'],
      words(`
        ghini celli dini netti rotti sio telli zzani liero gnoli scardi vani tto lucci roni ssi ndo rella ppi
        vitti nello tore lengo`),
    ],
  },
  in: {
    male: words(`
      Rahul Amit Rajesh Sanjay Vijay Suresh Ravi Anil Sunil Arun Manoj Ashok Deepak Rakesh Vikram Ajay Ramesh
      Mohammed Sandeep Rohit Vivek Nitin Arjun Karthik Prakash Anand Naveen Pradeep Harish Mahesh Siddharth
      Aditya Gaurav Abhishek Varun Ganesh Krishna Imran Venkatesh Srinivas Balaji Nikhil Pranav Harpreet
      Gurpreet Tejas`),
    female: words(`
      Priya Anjali Sunita Pooja Neha Kavita Anita Rekha Sneha Deepa Lakshmi Meena Swati Divya Shweta Nisha Ritu
      Aarti Preeti Geeta Sangeeta Asha Usha Radha Jyoti Shalini Vidya Ananya Kiran Manisha Rashmi Padma Fatima
      Ayesha Simran Ishita Revathi Nandini Meenakshi Aishwarya`),
    family: words(`
      Kumar Singh Sharma Patel Gupta Shah Verma Reddy Khan Das Rao Mehta Jain Agarwal Joshi Nair Iyer Mishra
      Yadav Choudhary Chauhan Desai Pandey Banerjee Mukherjee Chatterjee Ghosh Bose Menon Pillai Naidu Kapoor
      Malhotra Khanna Chopra Bhatia Arora Sethi Saxena Srivastava Tiwari Dubey Trivedi Kulkarni Deshpande Patil
      Pawar Jadhav Shetty Hegde Gowda Krishnan Subramanian Ramachandran Venkataraman Ansari Sheikh Gill Sandhu
      Dhillon Bhatt Thakur`),
    rare: [
      words(`
        Aru Bala Bhar Chan Deva Gan Gopa Hari Jaya Kala Kri Maha Mani Nara Padma Raja Rama Sesha Siva Soma Sunda
        Thi Uma Vara Venka Vishwa Baga Chaud Dhar Kirlo`),
      ['', 'na', 'ra', 'ku', 'da'],
      words(`
        than krishnan murthy swamy raman kar wala nathan rajan mani lingam puri chand giri skar waran dhar devan
        war wal`),
    ],
  },
  nl: {
    male: words(`
      Jan Johannes Peter Pieter Hendrik Willem Cornelis Gerrit Jeroen Mark Martijn Bart Marcel Erik Henk Kees
      Dirk Rob Hans Paul Frank Michiel Thomas Tim Sander Maarten Ruud Wouter Joost Bas Niels Daan Sem Lars Thijs
      Koen Stefan Arjan Gijs Floris Jan-Willem`),
    female: words(`
      Maria Johanna Anna Cornelia Wilhelmina Elisabeth Monique Ingrid Marieke Esther Petra Sandra Linda Saskia
      Anouk Femke Sanne Lisa Lotte Emma Julia Eva Sophie Inge Marjolein Marloes Annemarie Ellen Karin Mieke
      Nienke Willemijn Fleur Roos Hanneke Josephine`),
    family: words(`
      de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder de_Groot
      Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer
      van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn
      van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam
      van_der_Wal Prins Blom Huisman Peeters Kuipers van_Veen van_Dongen Veenstra Kramer van_den_Bosch`),
    rare: [
      words(`
        Aal Bloem Boers Brink Broek Dors Eik Groen Haze Heem Hoog Kamp Klaver Koop Land Lind Middel Molen Noord
        Ooster Ploeg Rijn Schaap Steen Veld Vlas Wester Wolf Zand Zuid`),
      ['', 'en', 'er', ''],
      words(`
        berg bosch burg dijk donk horst hof huis kamp man meijer huizen sma stra veld voort wijk zoon laar ink`),
    ],
  },
  pl: {
    male: words(`
      Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz
      Wojciech Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Jacek Ryszard Szymon Henryk Kacper
      Bartosz Sławomir Jarosław Przemysław Sebastian Józef`),
    female: words(`
      Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Magdalena Elżbieta Joanna Aleksandra Zofia
      Monika Teresa Danuta Natalia Julia Karolina Marta Beata Dorota Halina Jadwiga Janina Alicja Jolanta
      Grażyna Iwona Paulina Justyna Zuzanna Hanna Urszula Sylwia Weronika`),
    family: words(`
      Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski
      Kozłowski Jankowski Mazur Kwiatkowski Wojciechowski Krawczyk Kaczmarek Piotrowski Grabowski Zając
      Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski
      Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak Szewczyk
      Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski`),
    rare: [
      words(`
        Bar Biel Bo Brzo Chmie Czar Dob Drze Gał Gó Gra Jas Kal Kor Kra Lip Ma Mal Mi Ol Osi Pał Piet Rad Ro Sad
        Sko Sta Szcze Tar Wa Wierz Wil Zaw Że`),
      ['', 'l', 'ko', 'do', 'no', 'ma'],
      words(`wski ński czyk rek lak szek cki czak biński rowski nik wicz szewski kiewicz sik dek`),
    ],
  },
  ja: {
    male: words(`
      Hiroshi Takashi Kenji Satoshi Makoto Akira Yuki Kazuo Masato Daisuke Kenta Shota Ryo Takumi Naoki Yusuke
      Koji Tetsuya Shinji Hideki Masahiro Kazuya Haruto Ren Sota Taro Jiro Osamu Noboru Tsuyoshi`),
    female: words(`
      Yoko Keiko Yumi Naomi Tomoko Kumiko Akiko Mayumi Yuko Sachiko Haruka Ayaka Misaki Sakura Aoi Hina Emi Rie
      Miho Kaori Megumi Chieko Noriko Michiko Ayumi Kana Mika Yuka`),
    family: words(`
      Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi
      Matsumoto Inoue Kimura Hayashi Shimizu Yamazaki Mori Abe Ikeda Hashimoto Yamashita Ishikawa Nakajima Maeda
      Fujita Ogawa Goto Okada Hasegawa Murakami Kondo Ishii Saito Sakamoto Endo Aoki Fujii Nishimura Fukuda Ota
      Miura Okamoto Matsuda Nakagawa Harada Ono`),
    rare: [
      words(`
        Aka Ao Ara Asa Fuji Fuku Hama Hira Hoso Ina Iwa Kami Kane Kita Kuro Kawa Mae Maru Mizu Naga Nishi Oka
        Omo Saka Sawa Shiba Shima Taka Tani Toyo Uchi Ue Yasu Yoko Yoshi`),
      ['', ''],
      words(`
        bayashi buchi da gawa hara hashi i kawa kura matsu mine moto mura naka no saki sawa shima shita ta tani
        ue yama zaki zawa`),
    ],
  },
  pt: {
    male: words(`
      José João Antônio Francisco Carlos Paulo Pedro Lucas Luiz Marcos Luís Gabriel Rafael Daniel Marcelo Bruno
      Eduardo Felipe Rodrigo Manoel Mateus André Fernando Fábio Leonardo Gustavo Guilherme Leandro Tiago
      Anderson Ricardo Márcio Jorge Sebastião Alexandre Roberto Diego Vitor Sérgio Cláudio Thiago Caio Otávio`),
    female: words(`
      Maria Ana Francisca Antônia Adriana Juliana Márcia Fernanda Patrícia Aline Sandra Camila Amanda Bruna
      Jéssica Letícia Júlia Luciana Vanessa Mariana Gabriela Vera Vitória Larissa Cláudia Beatriz Rita Luana
      Sônia Renata Eliane Josefa Simone Natália Cristiane Ana_Paula Ana_Clara Tatiane Rosângela`),
    family: words(`
      da_Silva dos_Santos Oliveira de_Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins
      Carvalho de_Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes
      Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira Araújo Pinto Cavalcanti Monteiro
      Moura Correia Batista Campos Castro Borges Azevedo Melo Barros Cunha Duarte Guimarães Peixoto Figueiredo`),
    rare: [
      words(`
        Al Ara Bar Bel Bo Bran Ca Car Coe Cou Dru Es Fa Fi Ga Gui Lei Lo Ma Me Mon Na Pa Pai Pei Que Rai Sal Se
        Ta Tei Va Vas Vi`),
      ['', 'ra', 'le', 'men', 'ri', 'gue'],
      words(`nhães nha lho lhares xeira beiro rosa meida deira dão cedo tinho zes nhos riz drade lva`),
    ],
  },
  sv: {
    male: words(`
      Lars Anders Mikael Johan Karl Per Erik Jan Peter Thomas Daniel Fredrik Hans Stefan Mats Andreas Bengt
      Magnus Bo Nils Gustav Oskar Björn Håkan Göran Åke Sven Emil Viktor Axel`),
    female: words(`
      Anna Maria Margareta Elisabeth Eva Birgitta Kristina Karin Lena Marie Ingrid Emma Sara Linnéa Malin Jenny
      Åsa Annika Ulla Maja Elin Ida Astrid Märta Sofia Johanna Frida`),
    family: words(`
      Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson
      Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist
      Lindgren Berg Axelsson Bergström Lundberg Lind Lundgren Mattsson Berglund Sandberg Öberg Sjöberg Wallin
      Åberg`),
    rare: [
      words(`
        Al Ber Björk Blom Ceder Dal Ek Eng Fors Gran Hag Hed Holm Kvist Lil Ljung Löv Mal Nor Ny Ros San Sjö
        Ström Söder Tall Väst Åker Öst`),
      ['', 's', 'er', 'in'],
      words(`berg blad dahl fors gren holm lind löf lund man mark qvist stedt strand ström vall wall`),
    ],
  },
}

/** Given names of few, as parents put them together. */
export const COINED_GIVEN_NAMES: [string[], string[]] = [
  words(`Ja Ke De La Sha Ta Bri Cay Tre Da Ri Aly Mi Zay Jor Ky`),
  words(`von mar len quan shawn dan vin rick lyn sha den sey ton la na ren`),
]

/** Brothers and sisters whose names look alike. */
export const SIBLINGS: Record<'male' | 'female', [string, string][]> = {
  male: [
    ['Daniel', 'David'],
    ['Mark', 'Matt'],
    ['Jason', 'Justin'],
    ['Carlos', 'César'],
    ['Jan', 'Jens'],
    ['Marco', 'Mario'],
    ['Peter', 'Paul'],
    ['Amit', 'Anil'],
  ],
  female: [
    ['Maria', 'Marta'],
    ['Anna', 'Anne'],
    ['Emma', 'Emily'],
    ['Laura', 'Lara'],
    ['Julia', 'Julie'],
    ['Lena', 'Lisa'],
    ['Priya', 'Preeti'],
  ],
}
