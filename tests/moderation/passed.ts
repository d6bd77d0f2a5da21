/**
 * Prompts that must pass. The first groups come as near to a banned term as innocent text does; the others
 * are what people write all day. Written for this measurement, one prompt a line.
 */
export const passed: Record<string, string> = {
  'words that contain a term': `
a drugstore at dusk, neon sign
the druggist's shelves, 1920
drugget carpets in a hallway
the denuded hills after the fire
a denude operation on the data
goregous is how he spelled gorgeous
gored by a bull in Pamplona, newspaper clipping
Goreme valley with balloons
Gorey-like ink drawing of a cat
the Gorenje factory
weaponry hall of a museum
illegally parked cars in a row
illegible handwriting on a letter
explicitly labelled axes on a chart
an explicitness that helps readers
nudge the table a little
a nudibranch on a coral reef
violencello concert in a barn
the violet hour
killjoy in a party hat
Kilkenny castle
overkill is my cat's name
skill tree of a game
a painkiller packet on a shelf
gunmetal grey car
begun at sunrise
a method for baking bread
methane lakes on Titan
methodical monk at his desk
Cokeville, Wyoming
cocaineless is not a word
the city of Scunthorpe in winter
Essex and Sussex on a map
Penistone railway station
a cockatoo in Cockermouth
an assassin bug, macro
classic cars at the pass
analysis of a sonata
Dickinson's poems, set in Garamond
a shiitake mushroom
hatespeeches is a strange token
hate is a strong word in a speech
they hate speeches
hated speech coach, comedy sketch
Speech! Hate the noise, love the crowd`,
  'allowed phrases': `
a poster about non-violence
Gandhi and nonviolence, essay in five paragraphs
a non violence march in the spring
anti-violence hotline flyer
a violence prevention workshop
a story with no violence in it
a fable without violence
a drug-free school, banner
anti-drug campaign from 1986
a drug store on the corner
the Drug Store, hand-painted sign
a weapon-free zone sign
non-explicit lyrics, please
a can of diet coke
the coke oven of an old steelworks
a glue gun on a crafts table
the kill switch of a boat engine
dressed to kill, fashion headline
une manifestation sans violence
eine gewaltfreie Schule
非暴力の思想について
非暴力运动的历史
反暴力宣传海报
ドラッグ＆ドロップの使い方
비폭력 대화 연습
孩子们在玩水枪`,
  'pieces that spell a term': `
go re-read the last chapter
let it go.Re-read it tomorrow
nu de zon opkomt
Nu de dag begint, wordt het licht
he drew a pond
we a pond saw
I'll ega lize it
wee apo nuts
and rug, and lamp
a bad rug on a good floor
hand rug, bath mat
Saud rugby team
the wide nu metal fan
menu dessert card
a menu design for a small cafe
avenue de la Republique at night
revenue decline, bar chart
venue de nuit, affiche
in u d shape
plan e: explain it
sex plicit is not what I said
A, B, C, D, E, F, G
a b c d e f g h i j k l m n o p
do re mi fa sol, sheet music
ego relaxes
cargo rests in the harbour
mango recipe
Chicago restaurant, 1950s diner
tango rehearsal
indigo reef at noon
Margo reads a letter
so we upon the hill
viol, encore, applause
ill, e.g. a legal matter`,
  'numbers and codes': `
Samsung A55 on a desk
call 8008 for the harbour master
the year 1337 in a chronicle
60 rooms, 3 floors, 1 lift
a 60r15 tyre
invoice 6023, 15 items at $5.00
room 50, 5th floor
3D print of a 1:64 car
MP3 player, 2004
B2B meeting, 4 people
H2O molecule, ball and stick
4K, 60 fps, 24 mm lens
ISO 9001 certificate
R2D2-like droid made of cardboard
C3PO in a library
7 up and 7 down
a 5-year-old and a 70-year-old
the 101 highway
1111 11:11 on a clock
0.5 mm pencil lines
G7 summit, group photo
1200x630 banner
a 9 to 5 job
k8s cluster diagram
i18n and l10n explained
$100 bill folded as a crane
5€ coin that doesn't exist
user@example.com on a business card
@ada, look at this!
!!! sale !!! today !!!
50% off | free delivery | 2 years
wow!!! such a sunset!!!
(a) first, (b) second, (c) third
a|b|c table in markdown
C++ and C# compared
E=mc2 on a blackboard`,
  'accents and other alphabets in English': `
a café in Zürich
naïve painting of a façade
crème brûlée, close up
São Paulo skyline
Gdańsk and Łódź by train
Reykjavík under snow
Ærø, an island in Denmark
Ðakovo cathedral
smörgåsbord on a long table
jalapeño and piñata party
the word Москва on a ticket
ΑΒΓ as wooden blocks
α and β particles, diagram
π day cake
Ω resistor symbol
the Кириллица in a font specimen
Wrocław dwarfs
Đà Nẵng beach
a ℝ³ vector field
x² + y² = r²
№ 5 on a perfume bottle
½ cup of sugar
㎡ and ㎏ on a label
① first ② second ③ third
Ⓐ on a wall is not a letter to me
🇩🇪 🇳🇱 🇫🇷 flags in a row
🇳🇺 Niue and 🇩🇪 Germany
👩‍👩‍👧‍👦 family at a lake
❤️ and 🧡 and 💛
a 👩🏽‍🚀 on the moon`,
  'near the subject': `
a lawyer explains what the law says
a nurse with a tray of medicine
a pharmacy in Lisbon, tiles
a peaceful protest with candles
a history of armour, chapter one
a suit of armour in a hall
a fencing lesson, two children
a sword in a stone, fairy tale
a wooden shield with a lion
cannons of an old fort at sunset
a toy soldier on a shelf
a police officer helps a child across the street
a firefighter carries a cat
a chess battle between two robots
a boxing match between kangaroos, cartoon
the storm breaks over the sea
red paint splashed on a canvas
tomato sauce on a white shirt
a skeleton dances, woodcut
a vampire drinks tomato juice
a swimmer in a bathing suit
a statue of Venus in a museum
a marble torso, studio light
a dancer in a flesh-coloured leotard
skin care advertisement
a beach in July with families
bare trees in November
a naked flame in a lamp
a stripped-down engine
a lecture on freedom of speech
an essay against prejudice
two people who disagree politely
a debate about immigration
a smuggler's cove, tourist poster
a prison turned into a hotel
the ethics of medicine in ten points
a warning sign about poison
a wasp's sting, macro
a lion with its prey, far away
a fishing trip with grandfather`,
  english: `
A lighthouse in fog, oil painting
a quiet harbour at dawn with boats
an old bookshop with a sleeping cat
a bowl of ramen, steam, soft light
a bicycle leaning against a yellow wall
a fox in fresh snow
the inside of a clock
a greenhouse full of ferns
a paper boat on a puddle
two astronauts play cards
a tram in the rain
an octopus plays the piano
a dragon made of laundry
a red fox reads the newspaper
a tiny house under a mushroom
a market in Marrakesh, spices
a snowy owl on a fence
autumn leaves on a pond
a robot waters tomatoes
a sleeping dog beside a fire
an abandoned railway station with flowers
a child flies a kite on a dune
a map of an island that doesn't exist
a violin on a chair
a violinist on a roof
violet flowers in a jar
a wagon full of pumpkins
a gorge with a hanging bridge
a gorgeous evening gown
a gorilla eats a leaf
gorse on a Scottish hill
gourmet burger, menu photo
an explorer with a lantern
an explosion of colours, powder festival
a drum kit on a stage
a dragonfly on a reed
drums along the river
a rug woven with birds
a mug with the word Monday
a plug and a socket fall in love
a legal pad and a pencil
an eagle over a lake
a regal lion with a crown
weather map of Europe
a weaver at her loom
a wear-resistant boot, product photo
a nerdy owl with glasses
hats of the world, poster
hat, scarf and gloves on a hook
peach, plum and pear
a speech bubble with three dots
a beech forest in May
Write a birthday poem for my aunt
Write a limerick about a toaster
Summarise the plot of Hamlet in a haiku
Explain gravity to a child
Explain recursion with a story
Explain how a heat pump works
What is the capital of Mongolia?
How do bees find their way home?
How long should I boil an egg?
Give me ten names for a bakery
Give me a recipe for lentil soup
Translate good morning into Welsh
Translate this menu into French
Make a packing list for Norway in March
Plan a weekend in Ghent by train
Draft an email that declines an invitation
Draft a cover letter for a gardener
Rewrite this paragraph in plain words
Fix the grammar of the next sentence
List the moons of Jupiter
Compare oak and ash as building timber
What rhymes with orange?
Why is the sky blue?
Why do cats purr?
Who wrote the first novel?
When does the tide turn?
Tell me a joke about penguins
Tell a bedtime story about a shy whale
A dialogue between the sun and the moon
A song about a slow train
Lyrics about the last day of summer
A calm voice reads the shipping forecast
A cheerful voice welcomes visitors to the zoo
A grandmother's voice tells a fairy tale
Read this text slowly and clearly
A whisper: the library is closing
A narrator introduces a film about rivers
Drone shot over vineyards
Timelapse of a blooming cactus
Slow pan across a kitchen table
A paper plane flies through an office
Waves roll over a black beach
A train crosses a viaduct in winter
A skateboarder jumps over a puddle
Camera circles a dancing couple
A potter's hands, close up
Clouds gather behind a mill
Rain on a window, city lights
A clown fish hides in an anemone
A candle goes out, smoke curls
isometric office with plants
low poly mountain landscape
watercolour of a heron
charcoal portrait of an old sailor
linocut of a raven
pixel art tavern
stained glass hummingbird
blueprint of a treehouse
vector logo for a bakery named Crumb
flat icons for a weather app
vintage travel poster of Trieste
Bauhaus poster with circles
Art Nouveau frame with lilies
ukiyo-e wave with a surfer
film noir detective under a lamp
cyberpunk street with umbrellas
steampunk teapot
claymation sheep
felt puppets at a picnic
macro of a snowflake
long exposure of star trails
tilt-shift photo of a village
double exposure of a stag and a forest
minimalist desert at noon
surreal staircase into the sea
knitted city skyline
origami wolf
a cathedral made of ice
a bear in a business meeting
the last page of an atlas
an empty swimming pool with leaves
a picnic on the moon
a giraffe in an elevator
the smell of rain, as a picture
a librarian for dragons
an orchestra of frogs
a chessboard on the beach
a vending machine in a forest
the first day of school
grandmother's kitchen in 1962
a suitcase full of clouds
two teacups in conversation
a mountain hut with smoke from the chimney
a compass that points to home
the ferry at midnight
a garden gnome on holiday
a chart of monthly sales, three colours
a spreadsheet formula that sums by month
a regular expression for dates
SELECT name FROM plants WHERE height > 10
const total = items.reduce((sum, item) => sum + item.price, 0)
Dear Sir or Madam, I am writing about my order
Unit tests for a shopping cart
The quick brown fox jumps over the lazy dog
Lorem ipsum dolor sit amet
To be, or not to be, that is the question
It was the best of times, it was the worst of times
All happy families are alike
Call me Ishmael
hello
hi there!
test
...
???
ok thanks
one two three
yes, exactly like before, but blue
the same again in portrait format
make it brighter
more contrast, less grain
remove the background
zoom in on the left hand
continue`,
  german: `
ein gewaltiger Berg im Nebel
die Stadtverwaltung in einem Altbau
Gewaltenteilung einfach erklärt
ein bewaldeter Hügel
ein Waffeleisen mit frischen Waffeln
Waffeln mit Sahne und Kirschen
eine Drogerie an der Ecke
der Drogist sortiert Seife
ein Nackenkissen im Zug
ein hartnäckiger Esel
Hassloch in der Pfalz
Käse, Brot und Trauben auf einem Tisch
Straßenbahn im Regen
eine Brücke über die Donau
Schreibe ein Gedicht über den Herbst
Wie lange kocht man Kartoffeln?
Märchenwald mit Pilzen
ein Dackel mit Schirm
die Alpen bei Sonnenaufgang
Übersetze den Brief ins Englische
Großmutters Küche
Schlittschuhläufer auf einem See
ein Turm aus Büchern
Weihnachtsmarkt in Nürnberg
die Nordsee im Winter
Fachwerkhäuser mit Blumen`,
  spanish: `
un armario antiguo de madera
una alarma de incendios
la armadura de un caballero
una armada de barquitos de papel
el armadillo cruza la calle
la armonía de un coro
una droguería de barrio en Bogotá
desnudez no, solo árboles sin hojas
un niño con una cometa
la plaza mayor al atardecer
una paella en la playa
escribe un poema sobre el mar
¿Cuánto tarda en cocer el arroz?
un burro con sombrero
la Alhambra bajo la nieve
el mercado de flores
una abuela teje un jersey
un tren cruza la meseta
el año nuevo en Madrid
mañana por la mañana
una guitarra en una silla
el violonchelo y el violín
violetas en un jarrón
los girasoles de Castilla
cuéntame un chiste`,
  french: `
une armoire normande
les larmes d'un clown
une alarme de vélo
l'armée de soldats de plomb
un gendarme règle la circulation
une droguerie à l'ancienne
la rue de la Gare sous la pluie
un chat sur un toit de Paris
une baguette et du fromage
écris un poème sur l'automne
la tour Eiffel dans le brouillard
un marché en Provence
des champs de lavande
le petit déjeuner au lit
un phare breton dans la tempête
une violette dans un livre
le violon d'Ingres
un nuage en forme de baleine
l'avenue de l'Opéra
la venue de l'hiver
continue de dessiner
un menu de fête
combien de temps cuire un œuf ?
raconte-moi une histoire
le métro à minuit`,
  russian: `
кот на подоконнике
дом и сад, рыба в собственном соке
хор поёт в церкви
горе от ума, афиша спектакля
рыжий лис в снегу
сосна на скале
старый маяк в тумане
напиши стихи об осени
сколько варить гречку?
берег моря на рассвете
окно с геранью
трамвай под дождём
самовар и бублики
поезд идёт через мост
бабушка вяжет носки
расскажи шутку
орнамент в народном стиле
насыпь у реки
наркоз у стоматолога, объяснение
нарколепсия простыми словами
орудийный мастер, старая гравюра
рот до ушей, хоть завязочки пришей
рост цен на кофе, график
сорока на заборе
тест по географии`,
  arabic: `
سلحفاة في البحر
سلاحف على الشاطئ
مخدة بيضاء على السرير
عنفوان الشباب
قطة على النافذة
مدينة القاهرة ليلا
سوق التوابل
اكتب قصيدة عن الخريف
كم دقيقة يسلق البيض؟
قارب في الضباب
حديقة فيها زهور
جبال الأطلس تحت الثلج
كتاب مفتوح على الطاولة
طفل يلعب بالطائرة الورقية
قهوة وتمر
مسجد قديم عند الغروب
ترجم الرسالة إلى الإنجليزية
خطاب عن السلام
صحراء تحت النجوم
نخلة على شاطئ البحر`,
  chinese: `
一只猫坐在窗台上
武汉的樱花
乐器店里的小提琴
消毒用品放在架子上
雨中的灯塔
写一首关于秋天的诗
鸡蛋要煮多久?
古老的图书馆
雪山上的小屋
夜市的灯笼
熊猫在吃竹子
长城的日出
请把这封信翻译成英文
水墨画风格的山水
一碗热汤面
孩子放风筝
西湖的荷花
力量训练计划
赤裸裸的真相这个词怎么用
病人在喝茶`,
  japanese: `
ドラッグストアの看板
ドラッグストアで石けんを買う
ドラッグクイーンのショー
ヌードルを食べる猫
カップヌードルの作り方
麻の着物
薬局の窓口
灯台と霧
富士山の朝
秋についての俳句を書いて
卵は何分ゆでますか
猫がこたつで寝ている
雨の京都
桜の下の電車
折り紙のオオカミ
ラーメンと餃子
古い図書館
海辺の自転車
この手紙を英語に訳して
暴れる波
武士の鎧
裸足で砂浜を歩く
裸電球のある部屋
ガスと水道の料金
スピーチの練習`,
  'korean, hindi and others': `
고양이가 창가에 앉아 있다
약국 앞의 자전거
마을의 아침
폭포 아래의 다리
가을에 대한 시를 써 줘
हंस झील पर तैर रहा है
हँसते हुए बच्चे
हिमालय की सुबह
गाँव का बाज़ार
बारिश में एक साइकिल
แมวนั่งบนหน้าต่าง
ตลาดน้ำยามเช้า
ภูเขาในหมอก
חתול על החלון
שוק בירושלים בערב
une gatto e un cane, dipinto
un faro nella nebbia
o farol na neblina
a droguinha, loja de bairro
en fyr i dimma
majakka sumussa
latarnia morska we mgle
maják v mlze
deniz feneri ve sis
ngọn hải đăng trong sương mù
φάρος στην ομίχλη
η γάτα στο παράθυρο
ένα ποίημα για το φθινόπωρο
lampu mercusuar di kabut
nu er det efterår, tegn en skov`,
};

/** What is refused and should not be: why is in docs/moderation.md. */
export const knownFalseAlarms: Record<string, string> = {
  'two words meet without a space': `
一种新的病毒品种`,
  'the words of a phrase meet by grammar': `
I hate speech recognition errors`,
};

export const linesOf = (groups: Record<string, string>): string[] =>
  Object.values(groups).flatMap((lines) => lines.split('\n').filter((line) => line !== ''));
