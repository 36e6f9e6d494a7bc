<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;About Ladera</source>
        <translation>&amp;Acerca de Ladera</translation>
    </message>
    <message>
        <source>&amp;Activation functions…</source>
        <translation>Funciones de &amp;activación…</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Tamaño real</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>&amp;Vaciar esta lista</translation>
    </message>
    <message>
        <source>&amp;Continue from here</source>
        <translation>Cont&amp;inuar desde aquí</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Oscuro</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Eliminar</translation>
    </message>
    <message>
        <source>&amp;Find a layer…</source>
        <translation>B&amp;uscar una capa…</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>A&amp;justar</translation>
    </message>
    <message>
        <source>&amp;Graphics card (CuPy)</source>
        <translation>Tarjeta &amp;gráfica (CuPy)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>A&amp;grupar</translation>
    </message>
    <message>
        <source>&amp;Import data…</source>
        <translation>&amp;Importar datos…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Atajos de &amp;teclado</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Claro</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Nuevo</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>&amp;Abrir…</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Pegar</translation>
    </message>
    <message>
        <source>&amp;Processor (NumPy)</source>
        <translation>&amp;Procesador (NumPy)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rehacer</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>&amp;Reiniciar</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Re&amp;stablecer la disposición</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
    <message>
        <source>&amp;Take weights from another network…</source>
        <translation>&amp;Tomar pesos de otra red…</translation>
    </message>
    <message>
        <source>&amp;Tensors…</source>
        <translation>&amp;Tensores…</translation>
    </message>
    <message>
        <source>&amp;Tidy</source>
        <translation>&amp;Ordenar</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>&amp;Entrenar</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Deshacer</translation>
    </message>
    <message>
        <source>&amp;Values as nodes</source>
        <translation>&amp;Valores como nodos</translation>
    </message>
    <message>
        <source>A sheet for tensors of rank 0 to 5: shapes, products, broadcasting</source>
        <translation>Una hoja para tensores de rango 0 a 5: formas, productos, difusión (broadcasting)</translation>
    </message>
    <message>
        <source>Add a la&amp;yer…</source>
        <translation>&amp;Añadir una capa…</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Añadir una nota</translation>
    </message>
    <message>
        <source>Add a second one of each selected layer</source>
        <translation>Añade otra igual a cada capa seleccionada</translation>
    </message>
    <message>
        <source>Add an arrow</source>
        <translation>Añadir una flecha</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Como el &amp;sistema</translation>
    </message>
    <message>
        <source>Back to the &amp;present</source>
        <translation>Volver al pre&amp;sente</translation>
    </message>
    <message>
        <source>Back to the initial weights of this seed: the same run, bit for bit</source>
        <translation>Vuelve a los pesos iniciales de esta semilla: el mismo recorrido, bit a bit</translation>
    </message>
    <message>
        <source>Back to the project as the file has it; Undo brings back what you have now</source>
        <translation>Vuelve al proyecto tal como está en el archivo; Deshacer recupera lo que hay ahora</translation>
    </message>
    <message>
        <source>Back to what the step did before</source>
        <translation>Vuelve a lo que el paso hizo antes</translation>
    </message>
    <message>
        <source>Bring the selected layers to one height</source>
        <translation>Pone las capas seleccionadas a la misma altura</translation>
    </message>
    <message>
        <source>Choose among networks that are ready to train</source>
        <translation>Elige entre redes listas para entrenar</translation>
    </message>
    <message>
        <source>Choose where fine surfaces and other long work are computed: on this computer or on a cluster</source>
        <translation>Elige dónde se calculan las superficies finas y otros trabajos largos: en esta computadora o en un clúster</translation>
    </message>
    <message>
        <source>Close Ladera; it asks first when something is not saved</source>
        <translation>Cierra Ladera; antes pregunta si hay algo sin guardar</translation>
    </message>
    <message>
        <source>Collapse or open the group</source>
        <translation>Plegar o abrir el grupo</translation>
    </message>
    <message>
        <source>Compare activation functions: curves, slopes, equations, saturation</source>
        <translation>Comparar funciones de activación: curvas, pendientes, ecuaciones, saturación</translation>
    </message>
    <message>
        <source>Connect to…</source>
        <translation>Conectar con…</translation>
    </message>
    <message>
        <source>Copy as i&amp;mage</source>
        <translation>Copiar como i&amp;magen</translation>
    </message>
    <message>
        <source>Copy the drawing as a picture, for a document or a slide</source>
        <translation>Copia el dibujo como imagen, para un documento o una diapositiva</translation>
    </message>
    <message>
        <source>Copy the selected layers and the links between them</source>
        <translation>Copia las capas seleccionadas y las conexiones entre ellas</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Cor&amp;tar</translation>
    </message>
    <message>
        <source>Dark text on white: for print and bright rooms</source>
        <translation>Texto oscuro sobre blanco: para imprimir y para salas luminosas</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Vuelve a hacer lo que se deshizo</translation>
    </message>
    <message>
        <source>Drawing only</source>
        <translation>Solo el dibujo</translation>
    </message>
    <message>
        <source>Dup&amp;licate</source>
        <translation>Dup&amp;licar</translation>
    </message>
    <message>
        <source>E&amp;xamples…</source>
        <translation>E&amp;jemplos…</translation>
    </message>
    <message>
        <source>Evenly from &amp;left to right</source>
        <translation>A distancias iguales de &amp;izquierda a derecha</translation>
    </message>
    <message>
        <source>Evenly from &amp;top to bottom</source>
        <translation>A distancias iguales de &amp;arriba abajo</translation>
    </message>
    <message>
        <source>Every key that does something</source>
        <translation>Todas las teclas que hacen algo</translation>
    </message>
    <message>
        <source>Export &amp;drawing…</source>
        <translation>Exportar el &amp;dibujo…</translation>
    </message>
    <message>
        <source>Export &amp;weights…</source>
        <translation>Exportar los &amp;pesos…</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>P&amp;antalla completa</translation>
    </message>
    <message>
        <source>Forget which projects were opened; the files stay</source>
        <translation>Olvida qué proyectos se abrieron; los archivos se quedan donde están</translation>
    </message>
    <message>
        <source>Forward layer by layer, to the loss, back with δ, to the update</source>
        <translation>Hacia delante capa por capa, a la pérdida, de vuelta con δ, a la actualización</translation>
    </message>
    <message>
        <source>Give Ladera the whole screen</source>
        <translation>Da a Ladera toda la pantalla</translation>
    </message>
    <message>
        <source>Give the drawing all the room, or bring the panels back</source>
        <translation>Da todo el espacio al dibujo, o devuelve los paneles</translation>
    </message>
    <message>
        <source>Give the selected layer another name</source>
        <translation>Da otro nombre a la capa seleccionada</translation>
    </message>
    <message>
        <source>Give the selected layers the same distances from left to right</source>
        <translation>Da a las capas seleccionadas las mismas distancias de izquierda a derecha</translation>
    </message>
    <message>
        <source>Give the selected layers the same distances from top to bottom</source>
        <translation>Da a las capas seleccionadas las mismas distancias de arriba abajo</translation>
    </message>
    <message>
        <source>Import ima&amp;ges…</source>
        <translation>I&amp;mportar imágenes…</translation>
    </message>
    <message>
        <source>Import networ&amp;k…</source>
        <translation>Importar una r&amp;ed…</translation>
    </message>
    <message>
        <source>In a &amp;column</source>
        <translation>En &amp;columna</translation>
    </message>
    <message>
        <source>In a &amp;row</source>
        <translation>En &amp;fila</translation>
    </message>
    <message>
        <source>Learn from every example once, then wait</source>
        <translation>Aprende una vez de cada ejemplo y espera</translation>
    </message>
    <message>
        <source>Learn from one minibatch, then wait</source>
        <translation>Aprende de un minilote y espera</translation>
    </message>
    <message>
        <source>Let layers of this network begin with what another one has learned, in Ladera or in PyTorch, and freeze them or train them on</source>
        <translation>Que capas de esta red empiecen con lo que otra ha aprendido, en Ladera o en PyTorch, y congelarlas o seguir entrenándolas</translation>
    </message>
    <message>
        <source>Let one card stand for all layers of the group, or show them again</source>
        <translation>Una sola tarjeta en lugar de todas las capas del grupo, o mostrarlas de nuevo</translation>
    </message>
    <message>
        <source>Let the network learn, or pause it</source>
        <translation>Deja que la red aprenda, o la pausa</translation>
    </message>
    <message>
        <source>Light or dark, as the rest of the computer</source>
        <translation>Claro u oscuro, como el resto del equipo</translation>
    </message>
    <message>
        <source>Light text on black: for projectors and evenings</source>
        <translation>Texto claro sobre negro: para proyectores y para la noche</translation>
    </message>
    <message>
        <source>Linear &amp;collapse…</source>
        <translation>&amp;Colapso lineal…</translation>
    </message>
    <message>
        <source>Long &amp;work…</source>
        <translation>Trabajos &amp;largos…</translation>
    </message>
    <message>
        <source>Look &amp;back</source>
        <translation>Mirar &amp;atrás</translation>
    </message>
    <message>
        <source>Look &amp;forward</source>
        <translation>Mirar a&amp;delante</translation>
    </message>
    <message>
        <source>Ne&amp;xt stage of the step</source>
        <translation>Etapa si&amp;guiente del paso</translation>
    </message>
    <message>
        <source>One &amp;epoch</source>
        <translation>Una épo&amp;ca</translation>
    </message>
    <message>
        <source>One &amp;step</source>
        <translation>Un &amp;paso</translation>
    </message>
    <message>
        <source>Open a network that another program wrote, ONNX or Keras, as a new project</source>
        <translation>Abre como proyecto nuevo una red que escribió otro programa, en ONNX o Keras</translation>
    </message>
    <message>
        <source>Open a project from a file</source>
        <translation>Abre un proyecto desde un archivo</translation>
    </message>
    <message>
        <source>Point at something on the drawing; drag the ends where they belong</source>
        <translation>Señala algo en el dibujo; arrastra los extremos a su lugar</translation>
    </message>
    <message>
        <source>Pre&amp;vious stage of the step</source>
        <translation>Etapa an&amp;terior del paso</translation>
    </message>
    <message>
        <source>Put every panel back where it was in the beginning</source>
        <translation>Devuelve cada panel a su lugar inicial</translation>
    </message>
    <message>
        <source>Put the layers in order, from the inputs to the outputs</source>
        <translation>Coloca las capas en orden, de las entradas a las salidas</translation>
    </message>
    <message>
        <source>Put the layers on the clipboard into this network</source>
        <translation>Pone en esta red las capas del portapapeles</translation>
    </message>
    <message>
        <source>Put the selected layers into a group with a name and a colour; a group among them takes in the others</source>
        <translation>Poner las capas elegidas en un grupo con nombre y color; un grupo que esté entre ellas acoge a las demás</translation>
    </message>
    <message>
        <source>Put the selected layers one below the other</source>
        <translation>Pone las capas seleccionadas una debajo de otra</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Re&amp;nombrar</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>Re&amp;vertir</translation>
    </message>
    <message>
        <source>Read the network as values that functions lead to, X, A¹, A², Ŷ, instead of neurons with synapses between them: on cards, links and in formulas</source>
        <translation>Leer la red como valores a los que llevan funciones, X, A¹, A², Ŷ, en lugar de neuronas con sinapsis entre ellas: en tarjetas, enlaces y fórmulas</translation>
    </message>
    <message>
        <source>Remove the selected layers and links</source>
        <translation>Quita las capas y las conexiones seleccionadas</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Guardar &amp;como…</translation>
    </message>
    <message>
        <source>Save the network, its data, its weights and what it has learned</source>
        <translation>Guarda la red, sus datos, sus pesos y lo que ha aprendido</translation>
    </message>
    <message>
        <source>Save under another name</source>
        <translation>Guarda con otro nombre</translation>
    </message>
    <message>
        <source>Search a layer by name and put it on the canvas</source>
        <translation>Busca una capa por su nombre y la pone en el lienzo</translation>
    </message>
    <message>
        <source>Search a layer of the network by name and go to it</source>
        <translation>Buscar una capa de la red por su nombre e ir a ella</translation>
    </message>
    <message>
        <source>Search a layer that is to follow the selected one, or no longer</source>
        <translation>Busca una capa que deba seguir a la seleccionada, o dejar de seguirla</translation>
    </message>
    <message>
        <source>See layers without activation turn into one layer</source>
        <translation>Ver cómo las capas sin activación se convierten en una sola</translation>
    </message>
    <message>
        <source>See the network as it is again; nothing has happened to it</source>
        <translation>Muestra otra vez la red como es; no le ha pasado nada</translation>
    </message>
    <message>
        <source>See the network as it was a moment later</source>
        <translation>Muestra la red como era un momento después</translation>
    </message>
    <message>
        <source>See the network as it was at an earlier moment; the training waits</source>
        <translation>Muestra la red como era en un momento anterior; el entrenamiento espera</translation>
    </message>
    <message>
        <source>See what the next step does, number by number, with the arithmetic of each</source>
        <translation>Muestra qué hace el próximo paso, número por número, con la cuenta de cada uno</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Seleccionar todo</translation>
    </message>
    <message>
        <source>Select every layer</source>
        <translation>Selecciona todas las capas</translation>
    </message>
    <message>
        <source>Show the drawing at its own size</source>
        <translation>Muestra el dibujo a su tamaño</translation>
    </message>
    <message>
        <source>Show the drawing larger</source>
        <translation>Muestra el dibujo más grande</translation>
    </message>
    <message>
        <source>Show the drawing smaller</source>
        <translation>Muestra el dibujo más pequeño</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Muestra la imagen completa</translation>
    </message>
    <message>
        <source>Show units, filters, activations and weights on the drawing</source>
        <translation>Muestra unidades, filtros, activaciones y pesos en el dibujo</translation>
    </message>
    <message>
        <source>Start with an empty canvas</source>
        <translation>Empieza con un lienzo vacío</translation>
    </message>
    <message>
        <source>Take back the last edit; training is not an edit</source>
        <translation>Deshace el último cambio; entrenar no es un cambio</translation>
    </message>
    <message>
        <source>Take the group of the selected layers away; the layers stay</source>
        <translation>Quita el grupo de las capas seleccionadas; las capas se quedan</translation>
    </message>
    <message>
        <source>Take the selected layers to the clipboard</source>
        <translation>Lleva las capas seleccionadas al portapapeles</translation>
    </message>
    <message>
        <source>The step in &amp;numbers</source>
        <translation>El paso en &amp;números</translation>
    </message>
    <message>
        <source>Train on a table of your own, from a CSV file</source>
        <translation>Entrena con una tabla tuya, desde un archivo CSV</translation>
    </message>
    <message>
        <source>Train on an NVIDIA graphics card: the faster one for large networks</source>
        <translation>Entrena en una tarjeta gráfica NVIDIA: lo más rápido para redes grandes</translation>
    </message>
    <message>
        <source>Train on from the moment that is looked back at; what came after it is forgotten</source>
        <translation>Sigue entrenando desde el momento que se mira; lo que vino después se olvida</translation>
    </message>
    <message>
        <source>Train on images of your own, in a folder for each class</source>
        <translation>Entrena con imágenes propias, en una carpeta por clase</translation>
    </message>
    <message>
        <source>Train on the processor: the faster one for small networks</source>
        <translation>Entrena en el procesador: lo más rápido para redes pequeñas</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Desagrupar</translation>
    </message>
    <message>
        <source>Versions, devices, and what is missing</source>
        <translation>Versiones, dispositivos y lo que falta</translation>
    </message>
    <message>
        <source>What layers &amp;hold</source>
        <translation>Lo &amp;que contienen las capas</translation>
    </message>
    <message>
        <source>Write beside the network; the text is kept with the project and its pictures</source>
        <translation>Escribe junto a la red; el texto se guarda con el proyecto y sus imágenes</translation>
    </message>
    <message>
        <source>Write the weights in a format that other libraries read</source>
        <translation>Escribe los pesos en un formato que leen otras bibliotecas</translation>
    </message>
    <message>
        <source>Write what is drawn as a picture, PNG or SVG</source>
        <translation>Escribe lo dibujado como imagen, PNG o SVG</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>A&amp;cercar</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>A&amp;lejar</translation>
    </message>
</context>
<context>
    <name>ActivationLab</name>
    <message>
        <source>Activation functions</source>
        <translation>Funciones de activación</translation>
    </message>
    <message>
        <source>Drag the upright line to read the functions elsewhere</source>
        <translation>Arrastra la línea vertical para leer las funciones en otro lugar</translation>
    </message>
    <message>
        <source>Softmax and maxout read several numbers at once: their layers show them.</source>
        <translation>Softmax y maxout leen varios números a la vez: los muestran sus capas.</translation>
    </message>
    <message>
        <source>The equations and the shading, where the slope is below 5% of the steepest one seen, are those of the first function. Dashed: f′.</source>
        <translation>Las ecuaciones y el sombreado, donde la pendiente es menor que el 5% de la mayor que se ve, son los de la primera función. Con trazos: f′.</translation>
    </message>
    <message>
        <source>Tick a function in the list.</source>
        <translation>Marca una función de la lista.</translation>
    </message>
    <message>
        <source>Tick functions to draw them over each other</source>
        <translation>Marca funciones para dibujarlas unas sobre otras</translation>
    </message>
    <message>
        <source>tanh(x) = 2σ(2x) − 1 = 2 · {sigma} − 1 = {value}</source>
        <translation>tanh(x) = 2σ(2x) − 1 = 2 · {sigma} − 1 = {value}</translation>
    </message>
</context>
<context>
    <name>Arithmetic</name>
    <message>
        <source>The rule in symbols</source>
        <translation>La regla en símbolos</translation>
    </message>
    <message>
        <source>The same with the numbers of this moment in it</source>
        <translation>Lo mismo con los números de este momento</translation>
    </message>
</context>
<context>
    <name>AsideCommands</name>
    <message>
        <source>Add a note</source>
        <translation>Añadir una nota</translation>
    </message>
    <message>
        <source>Add an arrow</source>
        <translation>Añadir una flecha</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>Cambiar una nota</translation>
    </message>
    <message>
        <source>Delete notes and arrows</source>
        <translation>Eliminar notas y flechas</translation>
    </message>
    <message>
        <source>Move notes and arrows</source>
        <translation>Mover notas y flechas</translation>
    </message>
</context>
<context>
    <name>AttackPanel</name>
    <message>
        <source>Attack</source>
        <translation>Ataque</translation>
    </message>
    <message>
        <source>FGSM, one step</source>
        <translation>FGSM, un paso</translation>
    </message>
    <message>
        <source>How far each pixel may be moved, at most</source>
        <translation>Cuánto se puede mover cada píxel, como máximo</translation>
    </message>
    <message>
        <source>Keep the accuracies to compare</source>
        <translation>Guardar los aciertos para comparar</translation>
    </message>
    <message>
        <source>PGD, several steps</source>
        <translation>PGD, varios pasos</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Steps of the attack; each is 2.5 ε divided by their number</source>
        <translation>Pasos del ataque; cada uno es 2.5 ε dividido entre su número</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Fuerza</translation>
    </message>
    <message>
        <source>Strength of the attack</source>
        <translation>Fuerza del ataque</translation>
    </message>
    <message>
        <source>The fast gradient sign method moves every pixel by ε along the sign of its slope; projected gradient descent takes several steps, none of them beyond ε, and finds worse pictures</source>
        <translation>El método rápido del signo del gradiente mueve cada píxel ε según el signo de su pendiente; el descenso de gradiente proyectado da varios pasos, ninguno más allá de ε, y encuentra imágenes peores</translation>
    </message>
    <message>
        <source>Then train against attacks, with Training settings, and see what it gains and what it costs</source>
        <translation>Luego entrena contra ataques, en los ajustes de entrenamiento, y mira qué gana y qué cuesta</translation>
    </message>
</context>
<context>
    <name>AttackView</name>
    <message>
        <source>Added, true scale</source>
        <translation>Añadido, escala real</translation>
    </message>
    <message>
        <source>Added, × {factor}</source>
        <translation>Añadido, × {factor}</translation>
    </message>
    <message>
        <source>Attacked</source>
        <translation>Atacado</translation>
    </message>
    <message>
        <source>Before: {before} ({chance}). After: still {after} ({then}).</source>
        <translation>Antes: {before} ({chance}). Después: todavía {after} ({then}).</translation>
    </message>
    <message>
        <source>Before: {before} ({chance}). After: {after} ({then}).</source>
        <translation>Antes: {before} ({chance}). Después: {after} ({then}).</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Ejemplo</translation>
    </message>
    <message>
        <source>Example in hand</source>
        <translation>Ejemplo elegido</translation>
    </message>
    <message>
        <source>How far each input may be moved, at most</source>
        <translation>Cuánto puede moverse cada entrada, como mucho</translation>
    </message>
    <message>
        <source>It is wrong without any attack: it says {before} ({chance}). What is added cannot count as an attack that worked.</source>
        <translation>Se equivoca sin ningún ataque: dice {before} ({chance}). Lo añadido no puede contar como un ataque logrado.</translation>
    </message>
    <message>
        <source>No pixel is moved by more than ε = {epsilon}, {share} of the range.</source>
        <translation>Ningún píxel se mueve más de ε = {epsilon}, {share} del rango.</translation>
    </message>
    <message>
        <source>Nothing here tells classes of images apart. Open an example such as LeNet-5, or give the network images with classes.</source>
        <translation>Nada aquí distingue clases de imágenes. Abre un ejemplo como LeNet-5 o dale a la red imágenes con clases.</translation>
    </message>
    <message>
        <source>Strength of the attack</source>
        <translation>Fuerza del ataque</translation>
    </message>
    <message>
        <source>The network said {before}; now it says {after}.</source>
        <translation>La red decía {before}; ahora dice {after}.</translation>
    </message>
    <message>
        <source>The same, times the number that is written, on the same scale</source>
        <translation>Lo mismo, por el número que está escrito, en la misma escala</translation>
    </message>
    <message>
        <source>There is no network to attack yet. Draw one and give it images with classes.</source>
        <translation>Todavía no hay ninguna red que atacar. Dibuja una y dale imágenes con clases.</translation>
    </message>
    <message>
        <source>This example was made by hand and nobody knows its class, so there is nothing to lead the network away from. Choose one of the data.</source>
        <translation>Este ejemplo se hizo a mano y nadie conoce su clase, así que no hay de qué apartar a la red. Elige uno de los datos.</translation>
    </message>
    <message>
        <source>What is added to the pixels, on a scale as wide as the range of the picture itself</source>
        <translation>Lo que se añade a los píxeles, en una escala tan ancha como el rango de la propia imagen</translation>
    </message>
    <message>
        <source>Which example of the part</source>
        <translation>Qué ejemplo de la parte</translation>
    </message>
</context>
<context>
    <name>Attempts</name>
    <message>
        <source>Reading “{file}”…</source>
        <translation>Leyendo «{file}»…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Writing “{file}”…</source>
        <translation>Escribiendo «{file}»…</translation>
    </message>
</context>
<context>
    <name>AttentionMatrix</name>
    <message>
        <source>1   weight; each row adds up to 1</source>
        <translation>1   peso; cada fila suma 1</translation>
    </message>
    <message>
        <source>Head {number}</source>
        <translation>Cabeza {number}</translation>
    </message>
    <message>
        <source>Head {number}: {text}</source>
        <translation>Cabeza {number}: {text}</translation>
    </message>
    <message>
        <source>looked at</source>
        <translation>mirado</translation>
    </message>
    <message>
        <source>looks</source>
        <translation>mira</translation>
    </message>
    <message>
        <source>read</source>
        <translation>leído</translation>
    </message>
    <message>
        <source>written</source>
        <translation>escrito</translation>
    </message>
    <message>
        <source>“{row}” at step {step} looks at “{column}” at {place}: {weight}</source>
        <translation>«{row}» en el paso {step} mira a «{column}» en el {place}: {weight}</translation>
    </message>
</context>
<context>
    <name>AttentionRibbons</name>
    <message>
        <source>so wide is the weight 1; above what is looked at, below what looks</source>
        <translation>así de ancho es el peso 1; arriba lo que se mira, abajo lo que mira</translation>
    </message>
    <message>
        <source>so wide is the weight 1; above what is read, below what is written</source>
        <translation>así de ancho es el peso 1; arriba lo leído, abajo lo escrito</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Choose a layer to read what is wrong with it</source>
        <translation>Elige una capa para leer qué le falla</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cierra este mensaje</translation>
    </message>
    <message>
        <source>Problems at {layers}</source>
        <translation>Problemas en {layers}</translation>
    </message>
</context>
<context>
    <name>BasinsPanel</name>
    <message>
        <source>({x}, {y})</source>
        <translation>({x}, {y})</translation>
    </message>
    <message>
        <source>Basins are drawn on surfaces: choose one from the scenes, or a function of x and y.</source>
        <translation>Las cuencas se dibujan sobre superficies: elige una de las escenas, o una función de x e y.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Draw the basins</source>
        <translation>Dibujar las cuencas</translation>
    </message>
    <message>
        <source>Let 201 × 201 starts walk 1000 steps each, and colour every start by the minimum it ends in. A click on the map then shows the walk from there.</source>
        <translation>Hace caminar 1000 pasos desde 201 × 201 puntos y colorea cada uno según el mínimo en que termina. Después, un clic en el mapa muestra el camino desde ahí.</translation>
    </message>
    <message>
        <source>Stop here; what has been drawn stays</source>
        <translation>Se detiene aquí; lo dibujado se queda</translation>
    </message>
    <message>
        <source>Stopped before the end: the colours are coarse.</source>
        <translation>Detenido antes del final: los colores son aproximados.</translation>
    </message>
    <message>
        <source>Take the colours of the basins off the map</source>
        <translation>Quita del mapa los colores de las cuencas</translation>
    </message>
    <message>
        <source>Walking from every start…</source>
        <translation>Caminando desde cada punto…</translation>
    </message>
    <message>
        <source>Where does a walk end, from each point of the map? Draw the basins, and every start has the colour of the minimum that it leads to.</source>
        <translation>¿Dónde termina un camino desde cada punto del mapa? Dibuja las cuencas, y cada inicio tendrá el color del mínimo al que lleva.</translation>
    </message>
    <message>
        <source>a line of minima, f = {value}</source>
        <translation>una línea de mínimos, f = {value}</translation>
    </message>
    <message>
        <source>at a point that is no minimum</source>
        <translation>en un punto que no es un mínimo</translation>
    </message>
    <message>
        <source>at rest where it is level</source>
        <translation>en reposo donde es plana</translation>
    </message>
    <message>
        <source>came to rest or walks outside the domain</source>
        <translation>terminó o sigue fuera del dominio</translation>
    </message>
    <message>
        <source>flew away</source>
        <translation>se fue lejos</translation>
    </message>
    <message>
        <source>still on its way</source>
        <translation>todavía en camino</translation>
    </message>
    <message>
        <source>{starts} starts, {steps} steps each, in double precision. Click the map for the walk from there.</source>
        <translation>{starts} inicios, {steps} pasos cada uno, en doble precisión. Haz clic en el mapa para ver el recorrido desde allí.</translation>
    </message>
</context>
<context>
    <name>BeamTree</name>
    <message>
        <source>Beam search</source>
        <translation>Búsqueda en haz</translation>
    </message>
    <message>
        <source>“{text}”: log-probability {score}</source>
        <translation>«{text}»: log-probabilidad {score}</translation>
    </message>
</context>
<context>
    <name>BeforeAfter</name>
    <message>
        <source>Some of the images, before and after</source>
        <translation>Algunas de las imágenes, antes y después</translation>
    </message>
</context>
<context>
    <name>BenchPanel</name>
    <message>
        <source>By hand</source>
        <translation>A mano</translation>
    </message>
    <message>
        <source>Change the channels</source>
        <translation>Cambiar los canales</translation>
    </message>
    <message>
        <source>Change the kernel</source>
        <translation>Cambiar el núcleo</translation>
    </message>
    <message>
        <source>Change the picture</source>
        <translation>Cambiar la imagen</translation>
    </message>
    <message>
        <source>Change the pixels</source>
        <translation>Cambiar los píxeles</translation>
    </message>
    <message>
        <source>Change the size of the kernel</source>
        <translation>Cambiar el tamaño del núcleo</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Canales</translation>
    </message>
    <message>
        <source>Choose a kernel</source>
        <translation>Elegir un núcleo</translation>
    </message>
    <message>
        <source>Grey: one channel. RGB summed: a kernel for each channel, and one map of their sum. Each by itself: three groups, and three maps</source>
        <translation>Gris: un canal. RGB sumados: un núcleo para cada canal y un mapa con la suma. Cada uno por separado: tres grupos y tres mapas</translation>
    </message>
    <message>
        <source>Its weights were written by hand.</source>
        <translation>Sus pesos se escribieron a mano.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Kernels that are known by name; change any weight and it is one of your own</source>
        <translation>Núcleos que tienen nombre; cambia cualquier peso y será uno propio</translation>
    </message>
    <message>
        <source>Open a picture from a file; or drop one here</source>
        <translation>Abrir una imagen de un archivo; también puedes soltar una aquí</translation>
    </message>
    <message>
        <source>Own bench</source>
        <translation>Banco propio</translation>
    </message>
    <message>
        <source>Own picture</source>
        <translation>Imagen propia</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Píxeles</translation>
    </message>
    <message>
        <source>Ready benches: each shows one thing about kernels</source>
        <translation>Bancos preparados: cada uno muestra una cosa sobre los núcleos</translation>
    </message>
    <message>
        <source>Rows and columns of the kernel, {rows} × {columns} at most</source>
        <translation>Las filas y las columnas del núcleo, {rows} × {columns} como máximo</translation>
    </message>
    <message>
        <source>Rows and columns of the kernel, {rows} × {columns} at most: more do not fit into the picture with this padding and dilation</source>
        <translation>Las filas y las columnas del núcleo, {rows} × {columns} como máximo: más no caben en la imagen con este relleno y esta dilatación</translation>
    </message>
    <message>
        <source>Rows and columns of the picture; a larger one is made smaller, by means of its stored values</source>
        <translation>Las filas y las columnas de la imagen; una más grande se reduce, con medias de sus valores guardados</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Escena</translation>
    </message>
    <message>
        <source>Scene: {title}</source>
        <translation>Escena: {title}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Take the picture on the clipboard</source>
        <translation>Tomar la imagen del portapapeles</translation>
    </message>
    <message>
        <source>What the kernel slides over</source>
        <translation>Aquello sobre lo que se desliza el núcleo</translation>
    </message>
    <message>
        <source>at most {side}</source>
        <translation>a lo sumo {side}</translation>
    </message>
</context>
<context>
    <name>BenchView</name>
    <message>
        <source>It slides as it is written.</source>
        <translation>Se desliza tal como está escrito.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Point at an output to see what it is made of.</source>
        <translation>Señala una salida para ver de qué está hecha.</translation>
    </message>
    <message>
        <source>Scan: go through the places of the output, slowly; point anywhere to stop</source>
        <translation>Recorrer: pasa despacio por los lugares de la salida; señala cualquier punto para parar</translation>
    </message>
    <message>
        <source>The kernel as it slides</source>
        <translation>El núcleo tal como se desliza</translation>
    </message>
    <message>
        <source>What is tinted is put around the picture</source>
        <translation>Lo teñido es lo que se pone alrededor de la imagen</translation>
    </message>
    <message>
        <source>black 0, white 1</source>
        <translation>negro 0, blanco 1</translation>
    </message>
    <message>
        <source>red, green, blue</source>
        <translation>rojo, verde, azul</translation>
    </message>
    <message>
        <source>turned by half a turn, it slides as</source>
        <translation>girado media vuelta, se desliza como</translation>
    </message>
</context>
<context>
    <name>BendPlot</name>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>parabola</source>
        <translation>parábola</translation>
    </message>
    <message>
        <source>tangent</source>
        <translation>tangente</translation>
    </message>
</context>
<context>
    <name>BentPanel</name>
    <message>
        <source>Copy as image</source>
        <translation>Copiar como imagen</translation>
    </message>
    <message>
        <source>Drag to turn it.</source>
        <translation>Arrastra para girarla.</translation>
    </message>
    <message>
        <source>Draw a network that can be trained, and see how its layers bend the plane of the inputs.</source>
        <translation>Dibuja una red que se pueda entrenar y verás cómo sus capas doblan el plano de las entradas.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>No layer of this network gives two numbers or more for an example.</source>
        <translation>Ninguna capa de esta red da dos números o más para un ejemplo.</translation>
    </message>
    <message>
        <source>The first {shown} of {total} training examples.</source>
        <translation>Los primeros {shown} de {total} ejemplos de entrenamiento.</translation>
    </message>
    <message>
        <source>The grid is that of the inputs {first} and {second}; each line goes through {side} points.</source>
        <translation>La cuadrícula es la de las entradas {first} y {second}; cada línea pasa por {side} puntos.</translation>
    </message>
    <message>
        <source>The unit along axis {axis}; with a third one the picture is in space</source>
        <translation>La unidad a lo largo del eje {axis}; con una tercera, la imagen está en el espacio</translation>
    </message>
    <message>
        <source>There are {count} inputs, so there is no grid: the examples alone show where they come to.</source>
        <translation>Hay {count} entradas, así que no hay cuadrícula: solo los ejemplos muestran adónde llegan.</translation>
    </message>
    <message>
        <source>Unit along axis {axis}</source>
        <translation>Unidad a lo largo del eje {axis}</translation>
    </message>
    <message>
        <source>Whose units see the inputs</source>
        <translation>Las unidades con que se ven las entradas</translation>
    </message>
    <message>
        <source>unit {unit}</source>
        <translation>unidad {unit}</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>1 layer</source>
        <translation>1 capa</translation>
    </message>
    <message>
        <source>1 weight</source>
        <translation>1 peso</translation>
    </message>
    <message>
        <source>Add and connect a layer</source>
        <translation>Añadir y conectar una capa</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>Convolución</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>Insert a layer</source>
        <translation>Insertar una capa</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>Unión</translation>
    </message>
    <message>
        <source>Move a note</source>
        <translation>Mover una nota</translation>
    </message>
    <message>
        <source>Move an arrow</source>
        <translation>Mover una flecha</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>Normalización</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliva</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Naranja</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Morado</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>Recurrentes</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rojo</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>Regularización</translation>
    </message>
    <message>
        <source>Reroute a connection</source>
        <translation>Desviar una conexión</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Plantillas</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} capas</translation>
    </message>
    <message>
        <source>{count} weights</source>
        <translation>{count} pesos</translation>
    </message>
</context>
<context>
    <name>CanvasCommands</name>
    <message>
        <source>Enter disconnects</source>
        <translation>Enter desconecta</translation>
    </message>
    <message>
        <source>Export drawing</source>
        <translation>Exportar el dibujo</translation>
    </message>
    <message>
        <source>Letters, digits and _; Enter renames, Esc keeps the old name</source>
        <translation>Letras, cifras y _; Enter cambia el nombre, Esc deja el anterior</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>Imágenes (*.png *.svg)</translation>
    </message>
</context>
<context>
    <name>Caption</name>
    <message>
        <source>What exactly this picture shows</source>
        <translation>Qué muestra exactamente esta imagen</translation>
    </message>
</context>
<context>
    <name>CellPicture</name>
    <message>
        <source>Inside the cell</source>
        <translation>Dentro de la celda</translation>
    </message>
</context>
<context>
    <name>ChainPanel</name>
    <message>
        <source>Add a stage</source>
        <translation>Añadir una etapa</translation>
    </message>
    <message>
        <source>Change how a stage slides</source>
        <translation>Cambiar cómo se desliza una etapa</translation>
    </message>
    <message>
        <source>Change the window</source>
        <translation>Cambiar la ventana</translation>
    </message>
    <message>
        <source>Choose the operation</source>
        <translation>Elegir la operación</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Every stage slides over what the one before has made of the picture of the bench. Point at a place: what it has seen is marked on all maps before it.</source>
        <translation>Cada etapa se desliza sobre lo que la anterior ha hecho de la imagen del banco. Señala un lugar: lo que ha visto se marca en todos los mapas anteriores.</translation>
    </message>
    <message>
        <source>How far the window moves each time</source>
        <translation>Cuánto avanza la ventana cada vez</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Move a stage</source>
        <translation>Mover una etapa</translation>
    </message>
    <message>
        <source>One more stage after the chosen one</source>
        <translation>Una etapa más después de la elegida</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Rows and columns of the window that is pooled</source>
        <translation>Filas y columnas de la ventana que se agrupa</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Etapas</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>Take a stage away</source>
        <translation>Quitar una etapa</translation>
    </message>
    <message>
        <source>Take the chosen stage away</source>
        <translation>Quitar la etapa elegida</translation>
    </message>
    <message>
        <source>Take the kernel of the bench</source>
        <translation>Tomar el núcleo del banco</translation>
    </message>
    <message>
        <source>The chosen stage slides the kernel that lies on the bench now</source>
        <translation>La etapa elegida desliza el núcleo que está ahora en el banco</translation>
    </message>
    <message>
        <source>The stages from first to last; choose one to change it</source>
        <translation>Las etapas de la primera a la última; elige una para cambiarla</translation>
    </message>
    <message>
        <source>What is put around the map that comes in</source>
        <translation>Lo que se pone alrededor del mapa que entra</translation>
    </message>
    <message>
        <source>What the stage does: a kernel, ReLU or a pooling</source>
        <translation>Lo que hace la etapa: un núcleo, ReLU o una agrupación</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>{title}, stride {stride}</source>
        <translation>{title}, paso {stride}</translation>
    </message>
</context>
<context>
    <name>ChainView</name>
    <message>
        <source>Kernels alone, in a row, are one kernel of {rows} × {columns}: more of them add nothing that one could not do. Put a ReLU between them.</source>
        <translation>Solo núcleos, uno tras otro, son un solo núcleo de {rows} × {columns}: varios no añaden nada que uno no pueda hacer. Pon una ReLU entre ellos.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Pixel ({row}, {column}) = {value}</source>
        <translation>Píxel ({row}, {column}) = {value}</translation>
    </message>
    <message>
        <source>Rows and columns of the picture that a place can see, edges apart: r ← r + (k − 1)·j, and from one place to the next there are j = {jump} pixels</source>
        <translation>Filas y columnas de la imagen que un lugar puede ver, salvo en los bordes: r ← r + (k − 1)·j, y de un lugar al siguiente hay j = {jump} píxeles</translation>
    </message>
    <message>
        <source>Something stands between the kernels that is no convolution, or a stride or zeros: no single kernel does the same.</source>
        <translation>Entre los núcleos hay algo que no es una convolución, o un paso, o ceros: ningún núcleo solo hace lo mismo.</translation>
    </message>
    <message>
        <source>mean = {value}</source>
        <translation>media = {value}</translation>
    </message>
    <message>
        <source>{size}, sees {rows} × {columns}</source>
        <translation>{size}, ve {rows} × {columns}</translation>
    </message>
    <message>
        <source>{stage}, place ({row}, {column}) = {value}, made of {rows} × {columns} pixels of the picture</source>
        <translation>{stage}, lugar ({row}, {column}) = {value}, hecho de {rows} × {columns} píxeles de la imagen</translation>
    </message>
</context>
<context>
    <name>ChanceBars</name>
    <message>
        <source>after</source>
        <translation>después</translation>
    </message>
    <message>
        <source>before</source>
        <translation>antes</translation>
    </message>
</context>
<context>
    <name>ChangeForm</name>
    <message>
        <source>The one thing in which the other training differs</source>
        <translation>Lo único en que el otro entrenamiento es distinto</translation>
    </message>
    <message>
        <source>What is changed</source>
        <translation>Qué se cambia</translation>
    </message>
</context>
<context>
    <name>Changes</name>
    <message>
        <source>After epoch {epoch}:</source>
        <translation>Tras la época {epoch}:</translation>
    </message>
    <message>
        <source>Another table</source>
        <translation>Otra tabla</translation>
    </message>
    <message>
        <source>Connections between layers were changed</source>
        <translation>Se cambiaron las conexiones entre las capas</translation>
    </message>
    <message>
        <source>Data: {before} → {after}</source>
        <translation>Datos: {before} → {after}</translation>
    </message>
    <message>
        <source>Layer {layer} was added</source>
        <translation>Se añadió la capa {layer}</translation>
    </message>
    <message>
        <source>Layer {layer} was removed</source>
        <translation>Se quitó la capa {layer}</translation>
    </message>
    <message>
        <source>Other images</source>
        <translation>Otras imágenes</translation>
    </message>
    <message>
        <source>Weights were changed by hand</source>
        <translation>Se cambiaron los pesos a mano</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>on</source>
        <translation>sí</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>There is no minimum in this domain that a distance could be measured from.</source>
        <translation>En este dominio no hay ningún mínimo desde el que medir una distancia.</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>distancia</translation>
    </message>
    <message>
        <source>gradient |∇f|</source>
        <translation>gradiente |∇f|</translation>
    </message>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
    <message>
        <source>value f</source>
        <translation>valor f</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>several</source>
        <translation>varios</translation>
    </message>
</context>
<context>
    <name>ClassChoice</name>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>The class whose score is explained; also one that the network does not say</source>
        <translation>La clase cuya puntuación se explica; también una que la red no dice</translation>
    </message>
    <message>
        <source>The output of the network that is asked</source>
        <translation>La salida de la red a la que se pregunta</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>La que dice</translation>
    </message>
</context>
<context>
    <name>CodeMap</name>
    <message>
        <source>first number of the code</source>
        <translation>primer número del código</translation>
    </message>
    <message>
        <source>second number</source>
        <translation>segundo número</translation>
    </message>
</context>
<context>
    <name>CodesPanel</name>
    <message>
        <source>Behind the dots, what the decoder makes of the codes there</source>
        <translation>Detrás de los puntos, lo que el decodificador hace de los códigos de ese lugar</translation>
    </message>
    <message>
        <source>Click the map: the code there is decoded, and a way leads to it from the example in hand. With Shift, a click on a dot takes that example in hand.

Between examples of an autoencoder without noise nothing was ever learned; the rulers say how much a step on the map means, which the map alone does not.</source>
        <translation>Haz clic en el mapa: el código de ese lugar se decodifica, y un camino lleva hasta él desde el ejemplo elegido. Con Mayús, un clic en un punto elige ese ejemplo.

Entre los ejemplos de un autocodificador sin ruido nunca se aprendió nada; las reglas dicen cuánto significa un paso en el mapa, lo que el mapa por sí solo no dice.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Ellipses: all steps from their middle to their rim change the decoded example equally much</source>
        <translation>Elipses: todos los pasos desde su centro hasta su borde cambian por igual el ejemplo decodificado</translation>
    </message>
    <message>
        <source>From the example in hand to the code that was clicked: straight, and the way on which the decoded example changes least</source>
        <translation>Desde el ejemplo elegido hasta el código pulsado: recto, y el camino en que el ejemplo decodificado cambia menos</translation>
    </message>
    <message>
        <source>Rulers</source>
        <translation>Reglas</translation>
    </message>
    <message>
        <source>The layer whose numbers are the code: all that the network knows when it gives the inputs back has to pass it</source>
        <translation>La capa cuyos números son el código: todo lo que la red sabe cuando devuelve las entradas tiene que pasar por ella</translation>
    </message>
    <message>
        <source>Ways</source>
        <translation>Caminos</translation>
    </message>
    <message>
        <source>What codes become</source>
        <translation>En qué se convierten los códigos</translation>
    </message>
    <message>
        <source>{layer} ({count})</source>
        <translation>{layer} ({count})</translation>
    </message>
</context>
<context>
    <name>CodesView</name>
    <message>
        <source>A code of {count} numbers: there is a map of codes of two.</source>
        <translation>Un código de {count} números: hay mapa de los códigos de dos.</translation>
    </message>
    <message>
        <source>Decoded here</source>
        <translation>Decodificado aquí</translation>
    </message>
    <message>
        <source>Example in hand</source>
        <translation>Ejemplo elegido</translation>
    </message>
    <message>
        <source>From the middle to the rim of each ellipse the decoded example goes {size} far, in the units of the network, by the derivative there: where ellipses are small, a small step on the map changes much.</source>
        <translation>Del centro al borde de cada elipse el ejemplo decodificado recorre {size}, en las unidades de la red, según la derivada en ese lugar: donde las elipses son pequeñas, un paso pequeño en el mapa cambia mucho.</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Devuelto</translation>
    </message>
    <message>
        <source>There is no network yet. Draw an autoencoder, from the templates, or open one of the examples.</source>
        <translation>Todavía no hay red. Dibuja un autocodificador, de las plantillas, o abre uno de los ejemplos.</translation>
    </message>
    <message>
        <source>This network gives nothing back. Draw an autoencoder, from the templates, or open one of the examples: its output learns the inputs themselves.</source>
        <translation>Esta red no devuelve nada. Dibuja un autocodificador, de las plantillas, o abre uno de los ejemplos: su salida aprende las propias entradas.</translation>
    </message>
    <message>
        <source>What comes in is no picture; codes of pictures are shown here, as of the digits.</source>
        <translation>Lo que entra no es una imagen; aquí se muestran códigos de imágenes, como los dígitos.</translation>
    </message>
    <message>
        <source>mean squared error {error}</source>
        <translation>error cuadrático medio {error}</translation>
    </message>
    <message>
        <source>{out} of {all} dots lie beyond the edges: move the map, or turn the wheel.</source>
        <translation>{out} de {all} puntos quedan más allá de los bordes: mueve el mapa o gira la rueda.</translation>
    </message>
</context>
<context>
    <name>CollapseLab</name>
    <message>
        <source>Between them</source>
        <translation>Entre ellas</translation>
    </message>
    <message>
        <source>But for the last one, which has 2</source>
        <translation>Excepto la última, que tiene 2</translation>
    </message>
    <message>
        <source>How many dense layers stand one after the other</source>
        <translation>Cuántas capas densas hay una tras otra</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Linear collapse</source>
        <translation>Colapso lineal</translation>
    </message>
    <message>
        <source>One example, x = {x}, layer by layer:</source>
        <translation>Un ejemplo, x = {x}, capa por capa:</translation>
    </message>
    <message>
        <source>Other weights are drawn for another seed</source>
        <translation>Con otra semilla se sortean otros pesos</translation>
    </message>
    <message>
        <source>Seed of the weights</source>
        <translation>Semilla de los pesos</translation>
    </message>
    <message>
        <source>Units of each</source>
        <translation>Unidades de cada una</translation>
    </message>
    <message>
        <source>What is applied to the numbers between two layers</source>
        <translation>Lo que se aplica a los números entre dos capas</translation>
    </message>
    <message>
        <source>With {function} between them no matrix does the same: the layers no longer collapse, and depth is worth something.</source>
        <translation>Con {function} entre ellas ninguna matriz hace lo mismo: las capas ya no colapsan, y la profundidad vale algo.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>x W + b = {one}. The layers give {all}: they differ by {apart}, which is rounding. One layer would do.</source>
        <translation>x W + b = {one}. Las capas dan {all}: difieren en {apart}, que es redondeo. Bastaría una capa.</translation>
    </message>
</context>
<context>
    <name>CollapsePart</name>
    <message>
        <source>Being worked out …</source>
        <translation>Calculando …</translation>
    </message>
    <message>
        <source>No activation stands between {layers}: together they are one linear layer, x W + b with W of shape {shape}. More such layers can do no more.</source>
        <translation>Entre {layers} no hay ninguna activación: juntas son una sola capa lineal, x W + b, con W de forma {shape}. Más capas así no pueden hacer más.</translation>
    </message>
    <message>
        <source>On {count} examples the layers and the one layer differ by at most {difference}: rounding.</source>
        <translation>En {count} ejemplos, las capas y la capa única difieren como mucho en {difference}: el redondeo.</translation>
    </message>
    <message>
        <source>One layer would do</source>
        <translation>Bastaría una capa</translation>
    </message>
    <message>
        <source>These are the weights that the project holds; a training that runs is ahead of them.</source>
        <translation>Son los pesos que guarda el proyecto; un entrenamiento en marcha va por delante de ellos.</translation>
    </message>
</context>
<context>
    <name>ColumnModel</name>
    <message>
        <source>A number is taken as it is; a category becomes one input for each value. Click to change it.</source>
        <translation>Un número se toma como es; una categoría se convierte en una entrada por cada valor. Haz clic para cambiarlo.</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Columna</translation>
    </message>
    <message>
        <source>Counted in {unit}.</source>
        <translation>Se cuenta en {unit}.</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Faltan</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Taken as</source>
        <translation>Se toma como</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valores</translation>
    </message>
    <message>
        <source>category</source>
        <translation>categoría</translation>
    </message>
    <message>
        <source>number</source>
        <translation>número</translation>
    </message>
</context>
<context>
    <name>CompletionView</name>
    <message>
        <source>Another example</source>
        <translation>Otro ejemplo</translation>
    </message>
    <message>
        <source>Begin with pixels by chance where nothing is known</source>
        <translation>Empezar con píxeles al azar donde no se conoce nada</translation>
    </message>
    <message>
        <source>Chains</source>
        <translation>Cadenas</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Completar</translation>
    </message>
    <message>
        <source>Forget the lower half</source>
        <translation>Olvidar la mitad inferior</translation>
    </message>
    <message>
        <source>From chance</source>
        <translation>Desde el azar</translation>
    </message>
    <message>
        <source>Gibbs sampling</source>
        <translation>Muestreo de Gibbs</translation>
    </message>
    <message>
        <source>Know the upper half alone</source>
        <translation>Conocer solo la mitad superior</translation>
    </message>
    <message>
        <source>Known pixels</source>
        <translation>Píxeles conocidos</translation>
    </message>
    <message>
        <source>Known: paint here</source>
        <translation>Conocido: pinte aquí</translation>
    </message>
    <message>
        <source>Let the chains go on, or pause</source>
        <translation>Dejar que las cadenas sigan, o pausar</translation>
    </message>
    <message>
        <source>Mean field</source>
        <translation>Campo medio</translation>
    </message>
    <message>
        <source>Mean of {count} chains</source>
        <translation>Media de {count} cadenas</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Samples; or chances that are handed on in place of samples, which end in one smooth picture and know of no alternatives</source>
        <translation>Muestras; o probabilidades que se pasan en lugar de muestras, que acaban en una sola imagen suave y no conocen alternativas</translation>
    </message>
    <message>
        <source>The example is one of those that are learned.</source>
        <translation>El ejemplo es uno de los que se aprenden.</translation>
    </message>
    <message>
        <source>The example itself</source>
        <translation>El propio ejemplo</translation>
    </message>
    <message>
        <source>The example was not learned.</source>
        <translation>El ejemplo no se aprendió.</translation>
    </message>
    <message>
        <source>The left button forgets pixels, the right one takes them back</source>
        <translation>El botón izquierdo olvida píxeles, el derecho los recupera</translation>
    </message>
    <message>
        <source>The next one that was not learned, or the next one where all were</source>
        <translation>El siguiente que no se aprendió, o el siguiente donde se aprendieron todos</translation>
    </message>
    <message>
        <source>{count} chains: mean field</source>
        <translation>{count} cadenas: campo medio</translation>
    </message>
    <message>
        <source>{count} chains: samples</source>
        <translation>{count} cadenas: muestras</translation>
    </message>
    <message>
        <source>{free} of {all} pixels are free; {steps} steps with the machine of epoch {epoch}.</source>
        <translation>{free} de {all} píxeles están libres; {steps} pasos con la máquina de la época {epoch}.</translation>
    </message>
</context>
<context>
    <name>Computation</name>
    <message>
        <source>input {name}</source>
        <translation>entrada {name}</translation>
    </message>
    <message>
        <source>nothing comes back through it</source>
        <translation>nada vuelve a través de ella</translation>
    </message>
    <message>
        <source>target {name}</source>
        <translation>objetivo {name}</translation>
    </message>
    <message>
        <source>the loss of this example</source>
        <translation>la pérdida de este ejemplo</translation>
    </message>
    <message>
        <source>what {layers} gives</source>
        <translation>lo que da {layers}</translation>
    </message>
</context>
<context>
    <name>ComputationPanel</name>
    <message>
        <source>Copy as image</source>
        <translation>Copiar como imagen</translation>
    </message>
    <message>
        <source>Draw a network that can be trained, and see the operations that it is made of.</source>
        <translation>Dibuja una red que se pueda entrenar y verás las operaciones de las que está hecha.</translation>
    </message>
    <message>
        <source>Nobody knows the truth about this example: there is no loss, and nothing comes back.</source>
        <translation>Nadie conoce la respuesta correcta de este ejemplo: no hay pérdida y nada vuelve.</translation>
    </message>
    <message>
        <source>Nothing comes back through it.</source>
        <translation>Nada vuelve a través de ella.</translation>
    </message>
    <message>
        <source>Part of the computation graph</source>
        <translation>Parte del grafo de cómputo</translation>
    </message>
    <message>
        <source>Show the whole graph</source>
        <translation>Mostrar el grafo entero</translation>
    </message>
    <message>
        <source>The network is taken apart…</source>
        <translation>Se descompone la red…</translation>
    </message>
    <message>
        <source>The primitives after these</source>
        <translation>Las primitivas que siguen</translation>
    </message>
    <message>
        <source>The primitives before these</source>
        <translation>Las primitivas anteriores</translation>
    </message>
    <message>
        <source>The whole program, or what one layer is made of</source>
        <translation>El programa entero, o aquello de lo que está hecha una capa</translation>
    </message>
    <message>
        <source>These are the primitives that are handed to the compiler for one example, as it is measured: none left out and none put together. Compiled for a device, several may be computed at once; the numbers are the same, to rounding.</source>
        <translation>Estas son las primitivas que se entregan al compilador para un ejemplo, tal como se mide: no se omite ni se junta ninguna. Al compilar para un dispositivo, varias pueden calcularse a la vez; los números son los mismos, salvo redondeo.</translation>
    </message>
    <message>
        <source>Whole network</source>
        <translation>Red entera</translation>
    </message>
    <message>
        <source>primitives {first} to {last} of {count}</source>
        <translation>primitivas {first} a {last} de {count}</translation>
    </message>
    <message>
        <source>{count} primitives</source>
        <translation>{count} primitivas</translation>
    </message>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>Se muestran {shown} de {total}</translation>
    </message>
</context>
<context>
    <name>ComputationPicture</name>
    <message>
        <source>Computation graph</source>
        <translation>Grafo de cómputo</translation>
    </message>
</context>
<context>
    <name>ComputeTargetDialog</name>
    <message>
        <source>A Dask cluster</source>
        <translation>Un clúster de Dask</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Authority</source>
        <translation>Autoridad</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.key)</source>
        <translation>Certificados y claves (*.pem *.crt *.key)</translation>
    </message>
    <message>
        <source>Each computes on one core; leave one for the training</source>
        <translation>Cada uno calcula en un núcleo; deja uno para el entrenamiento</translation>
    </message>
    <message>
        <source>Fine surfaces, curvature and other runs are computed in pieces, beside the training.</source>
        <translation>Las superficies finas, la curvatura y otras corridas se calculan por partes, junto al entrenamiento.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Looking for the scheduler…</source>
        <translation>Buscando el planificador…</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Procesos</translation>
    </message>
    <message>
        <source>Processes beside this window, on its own cores</source>
        <translation>Procesos junto a esta ventana, en los núcleos de este equipo</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>Planificador</translation>
    </message>
    <message>
        <source>Take only a scheduler that you trust as much as whoever has your account: it gets your network and your data, and Dask is not made to keep a hostile one out. In a net with others use tls://, with certificates.</source>
        <translation>Usa solo un planificador en el que confíes tanto como en quien tuviera tu cuenta: recibe tu red y tus datos, y Dask no está hecho para defenderse de uno malicioso. En una red con otras personas usa tls://, con certificados.</translation>
    </message>
    <message>
        <source>The address that the scheduler shows when it starts. Its workers need the same version of Ladera.</source>
        <translation>La dirección que muestra el planificador al iniciarse. Sus procesos necesitan la misma versión de Ladera.</translation>
    </message>
    <message>
        <source>The certificate that signed those of scheduler and workers</source>
        <translation>El certificado que firmó los del planificador y los procesos</translation>
    </message>
    <message>
        <source>The private key of your certificate</source>
        <translation>La clave privada de tu certificado</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Esta computadora</translation>
    </message>
    <message>
        <source>Where long work is done</source>
        <translation>Dónde se hacen los trabajos largos</translation>
    </message>
    <message>
        <source>Workers on other computers, which a Dask scheduler hands the pieces to</source>
        <translation>Procesos en otros equipos, a los que un planificador de Dask reparte las partes</translation>
    </message>
    <message>
        <source>Yours, by which the scheduler knows you</source>
        <translation>El tuyo, por el que el planificador te reconoce</translation>
    </message>
</context>
<context>
    <name>ConfusionMatrix</name>
    <message>
        <source>A click takes the next of them in hand.</source>
        <translation>Un clic elige el siguiente de ellos.</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>predicha</translation>
    </message>
    <message>
        <source>true</source>
        <translation>verdadera</translation>
    </message>
    <message>
        <source>{count} of {total} examples of {true} were taken for {predicted} ({share}).</source>
        <translation>{count} de {total} ejemplos de {true} se tomaron por {predicted} ({share}).</translation>
    </message>
</context>
<context>
    <name>ConnectFrom</name>
    <message>
        <source>Connect which layer?</source>
        <translation>¿Qué capa conectar?</translation>
    </message>
    <message>
        <source>Enter takes the layer that is marked; then you choose what follows it</source>
        <translation>Enter toma la capa marcada; después eliges cuál la sigue</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Capas de la red</translation>
    </message>
    <message>
        <source>There is no layer that another one could follow.</source>
        <translation>No hay ninguna capa a la que otra pueda seguir.</translation>
    </message>
</context>
<context>
    <name>ConnectLayer</name>
    <message>
        <source>Connect {name} to…</source>
        <translation>Conectar {name} con…</translation>
    </message>
    <message>
        <source>Enter connects to the layer that is marked, or takes the connection away; Esc closes</source>
        <translation>Enter conecta con la capa marcada, o quita la conexión; Esc cierra</translation>
    </message>
    <message>
        <source>Layers that can follow</source>
        <translation>Capas que pueden seguir</translation>
    </message>
</context>
<context>
    <name>ContestPlot</name>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
</context>
<context>
    <name>ConvolutionWorkspace</name>
    <message>
        <source>A convolution and the dense matrix that does the same: tied, and let learn for itself</source>
        <translation>Una convolución y la matriz densa que hace lo mismo: con los pesos atados, y aprendiendo por su cuenta</translation>
    </message>
    <message>
        <source>A kernel along a signal: causal, dilated, transposed</source>
        <translation>Un núcleo a lo largo de una señal: causal, dilatado, transpuesto</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>Ataque</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>Cadena</translation>
    </message>
    <message>
        <source>Change a weight</source>
        <translation>Cambiar un peso</translation>
    </message>
    <message>
        <source>Films (*.gif *.webp)</source>
        <translation>Películas (*.gif *.webp)</translation>
    </message>
    <message>
        <source>Filters and maps of the network that is trained, for the example in hand</source>
        <translation>Los filtros y los mapas de la red que se entrena, con el ejemplo elegido</translation>
    </message>
    <message>
        <source>Inside the network</source>
        <translation>Dentro de la red</translation>
    </message>
    <message>
        <source>Kernel bench</source>
        <translation>Banco de núcleos</translation>
    </message>
    <message>
        <source>Kernels moved by hand over any picture</source>
        <translation>Núcleos movidos a mano sobre cualquier imagen</translation>
    </message>
    <message>
        <source>Kernels, ReLU and poolings one after the other, and how far a place sees</source>
        <translation>Núcleos, ReLU y agrupaciones, uno tras otro, y hasta dónde ve un lugar</translation>
    </message>
    <message>
        <source>One axis</source>
        <translation>Un eje</translation>
    </message>
    <message>
        <source>Paint a target</source>
        <translation>Pintar un objetivo</translation>
    </message>
    <message>
        <source>Paint the output that you want; the kernel that comes closest is solved for</source>
        <translation>Pinta la salida que quieres; se resuelve el núcleo que más se le acerca</translation>
    </message>
    <message>
        <source>Pictures that a unit, a map or a class answers to most</source>
        <translation>Imágenes a las que una unidad, un mapa o una clase responde más</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Agrupación</translation>
    </message>
    <message>
        <source>Save the film</source>
        <translation>Guardar la película</translation>
    </message>
    <message>
        <source>Scene: {title}</source>
        <translation>Escena: {title}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Transpose the convolution</source>
        <translation>Transponer la convolución</translation>
    </message>
    <message>
        <source>Two ways</source>
        <translation>Dos maneras</translation>
    </message>
    <message>
        <source>What it looks for</source>
        <translation>Qué busca</translation>
    </message>
    <message>
        <source>What little has to be added to the example in hand until the network says something else</source>
        <translation>Lo poco que hay que añadir al ejemplo elegido para que la red diga otra cosa</translation>
    </message>
    <message>
        <source>Which pixels of the example in hand speak for a class, and witnesses against such maps</source>
        <translation>Qué píxeles del ejemplo elegido hablan a favor de una clase, y testigos contra esos mapas</translation>
    </message>
    <message>
        <source>Who wins in every window, where the gradient goes, and what a shift of the picture does</source>
        <translation>Quién gana en cada ventana, a dónde va el gradiente y qué hace un desplazamiento de la imagen</translation>
    </message>
    <message>
        <source>Why this answer</source>
        <translation>Por qué esta respuesta</translation>
    </message>
    <message>
        <source>epoch {epoch}</source>
        <translation>época {epoch}</translation>
    </message>
</context>
<context>
    <name>CrashReporter</name>
    <message>
        <source>Copy the details</source>
        <translation>Copiar los detalles</translation>
    </message>
    <message>
        <source>Copy what went wrong, for a report</source>
        <translation>Copia lo que falló, para un informe</translation>
    </message>
    <message>
        <source>Something in Ladera went wrong, and what is not saved could not be kept. Close this message and save your work under another name, then restart Ladera.</source>
        <translation>Algo falló en Ladera, y lo que no está guardado no se pudo conservar. Cierra este mensaje, guarda tu trabajo con otro nombre y reinicia Ladera.</translation>
    </message>
    <message>
        <source>Something in Ladera went wrong. Your work is in a safe place and you can go on; if it happens again, restart Ladera.</source>
        <translation>Algo falló en Ladera. Tu trabajo está en un lugar seguro y puedes continuar; si vuelve a ocurrir, reinicia Ladera.</translation>
    </message>
</context>
<context>
    <name>CreditLabel</name>
    <message>
        <source>Picture: {author}</source>
        <translation>Imagen: {author}</translation>
    </message>
</context>
<context>
    <name>CurvaturePanel</name>
    <message>
        <source>Eigenvalues of the exact Hessian, in double precision, at the weights as they are now</source>
        <translation>Valores propios de la hessiana exacta, en doble precisión, con los pesos tal como están ahora</translation>
    </message>
    <message>
        <source>From the whole Hessian, on {count} examples.</source>
        <translation>De la hessiana completa, con {count} ejemplos.</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradiente</translation>
    </message>
    <message>
        <source>How many eigenvalues are negative</source>
        <translation>Cuántos valores propios son negativos</translation>
    </message>
    <message>
        <source>Its length: near zero at a critical point</source>
        <translation>Su longitud: casi cero en un punto crítico</translation>
    </message>
    <message>
        <source>Measure here</source>
        <translation>Medir aquí</translation>
    </message>
    <message>
        <source>Measure how the loss bends where the training is: minimum, saddle, slope or plateau.</source>
        <translation>Mide cómo se curva la pérdida donde está el entrenamiento: mínimo, silla, ladera o meseta.</translation>
    </message>
    <message>
        <source>Negative</source>
        <translation>Negativos</translation>
    </message>
    <message>
        <source>Set these weights</source>
        <translation>Poner estos pesos</translation>
    </message>
    <message>
        <source>The eigenvector of the Hessian that the slider walks along</source>
        <translation>El vector propio de la hessiana por el que camina el deslizador</translation>
    </message>
    <message>
        <source>The largest eigenvalue of the Hessian</source>
        <translation>El mayor valor propio de la hessiana</translation>
    </message>
    <message>
        <source>The largest learning rate with which plain gradient descent is stable here, beside the one in use</source>
        <translation>La mayor tasa de aprendizaje con la que el descenso de gradiente simple es estable aquí, junto a la que se usa</translation>
    </message>
    <message>
        <source>The smallest: negative where there is a way down</source>
        <translation>El menor: negativo donde hay un camino hacia abajo</translation>
    </message>
    <message>
        <source>The sum of all eigenvalues</source>
        <translation>La suma de todos los valores propios</translation>
    </message>
    <message>
        <source>The training has moved on since this was measured.</source>
        <translation>El entrenamiento ha avanzado desde que se midió esto.</translation>
    </message>
    <message>
        <source>The weights are {place}.</source>
        <translation>Los pesos están {place}.</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Traza</translation>
    </message>
    <message>
        <source>Train on from where the slider is; can be undone</source>
        <translation>Sigue entrenando desde donde está el deslizador; se puede deshacer</translation>
    </message>
    <message>
        <source>Walk through weight space along an eigenvector; the training stays where it is</source>
        <translation>Camina por el espacio de pesos a lo largo de un vector propio; el entrenamiento se queda donde está</translation>
    </message>
    <message>
        <source>along the largest curvature</source>
        <translation>por la mayor curvatura</translation>
    </message>
    <message>
        <source>along the smallest curvature</source>
        <translation>por la menor curvatura</translation>
    </message>
    <message>
        <source>way</source>
        <translation>recorrido</translation>
    </message>
    <message>
        <source>{count} of {all}</source>
        <translation>{count} de {all}</translation>
    </message>
    <message>
        <source>{limit} (in use: {rate})</source>
        <translation>{limit} (en uso: {rate})</translation>
    </message>
    <message>
        <source>λ from exact products (Lanczos); trace, density and count are estimates. On {count} examples.</source>
        <translation>λ de productos exactos (Lanczos); traza, densidad y recuento son estimaciones. Con {count} ejemplos.</translation>
    </message>
    <message>
        <source>≈ {count} of {all} ({least} to {most})</source>
        <translation>≈ {count} de {all} (de {least} a {most})</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>A file that holds many images…</source>
        <translation>Un archivo con muchas imágenes…</translation>
    </message>
    <message>
        <source>A folder of images…</source>
        <translation>Una carpeta de imágenes…</translation>
    </message>
    <message>
        <source>A table of all examples, with what the network says of each.</source>
        <translation>Una tabla de todos los ejemplos, con lo que la red dice de cada uno.</translation>
    </message>
    <message>
        <source>A table…</source>
        <translation>Una tabla…</translation>
    </message>
    <message>
        <source>A text…</source>
        <translation>Un texto…</translation>
    </message>
    <message>
        <source>All examples…</source>
        <translation>Todos los ejemplos…</translation>
    </message>
    <message>
        <source>Choose other data to learn from.</source>
        <translation>Elige otros datos de los que aprender.</translation>
    </message>
    <message>
        <source>Classes: {classes}.</source>
        <translation>Clases: {classes}.</translation>
    </message>
    <message>
        <source>Columns and target…</source>
        <translation>Columnas y objetivo…</translation>
    </message>
    <message>
        <source>Draw points…</source>
        <translation>Dibujar puntos…</translation>
    </message>
    <message>
        <source>Example in hand</source>
        <translation>Ejemplo elegido</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Características</translation>
    </message>
    <message>
        <source>From a function…</source>
        <translation>De una función…</translation>
    </message>
    <message>
        <source>How the table is read, which column is predicted, and from which.</source>
        <translation>Cómo se lee la tabla, qué columna se predice y a partir de cuáles.</translation>
    </message>
    <message>
        <source>In which form the network gets the images; they are read again.</source>
        <translation>En qué forma recibe la red las imágenes; se vuelven a leer.</translation>
    </message>
    <message>
        <source>Inputs: {inputs}, outputs: {outputs}.</source>
        <translation>Entradas: {inputs}, salidas: {outputs}.</translation>
    </message>
    <message>
        <source>Learn from data of your own: a table, images, a text, points that you draw or a function. Tables, images and texts can be dropped here too.</source>
        <translation>Aprende de datos tuyos: una tabla, imágenes, un texto, puntos que dibujas o una función. Tablas, imágenes y textos también se pueden soltar aquí.</translation>
    </message>
    <message>
        <source>Open your own…</source>
        <translation>Abrir datos propios…</translation>
    </message>
    <message>
        <source>Points of two classes that you drew.</source>
        <translation>Puntos de dos clases que dibujaste.</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>Preparación</translation>
    </message>
    <message>
        <source>Size and colours…</source>
        <translation>Tamaño y colores…</translation>
    </message>
    <message>
        <source>The example that the pictures of the network are about. Its numbers can be changed: what would the network say then?</source>
        <translation>El ejemplo del que tratan las imágenes de la red. Sus números se pueden cambiar: ¿qué diría entonces la red?</translation>
    </message>
    <message>
        <source>The sheet with these points: draw more, or take some away.</source>
        <translation>La hoja con estos puntos: dibujar más o quitar algunos.</translation>
    </message>
    <message>
        <source>The text on the clipboard</source>
        <translation>El texto del portapapeles</translation>
    </message>
    <message>
        <source>What the network sees of each point. With the right features a task needs no hidden layer.</source>
        <translation>Lo que la red ve de cada punto. Con las características adecuadas una tarea no necesita capa oculta.</translation>
    </message>
    <message>
        <source>Your points</source>
        <translation>Tus puntos</translation>
    </message>
    <message>
        <source>{count} missing values are filled.</source>
        <translation>Se rellenan {count} valores que faltan.</translation>
    </message>
    <message>
        <source>{count} rows with missing values are left out.</source>
        <translation>Se omiten {count} filas a las que les faltan valores.</translation>
    </message>
    <message>
        <source>{train} to train, {validation} to validate, {test} to test.</source>
        <translation>{train} para entrenar, {validation} para validar, {test} para probar.</translation>
    </message>
</context>
<context>
    <name>DecisionSurface</name>
    <message>
        <source>A click on an example takes it in hand. The ring is around the one in hand: drag it, or double-click where you want it.</source>
        <translation>Un clic sobre un ejemplo lo elige. El anillo rodea el ejemplo elegido: arrástralo, o haz doble clic donde lo quieras.</translation>
    </message>
    <message>
        <source>{place}: class {name}, {chance}</source>
        <translation>{place}: clase {name}, {chance}</translation>
    </message>
    <message>
        <source>{place}: predicts {value}</source>
        <translation>{place}: predice {value}</translation>
    </message>
</context>
<context>
    <name>DeletionPlot</name>
    <message>
        <source>Pixels are taken away, those first that the map calls important. If the map is right, the curve falls faster than when pixels go in random order (the band: {orders} orders)</source>
        <translation>Se quitan píxeles, primero los que el mapa llama importantes. Si el mapa acierta, la curva cae más rápido que al quitarlos al azar (la banda: {orders} órdenes)</translation>
    </message>
    <message>
        <source>share of pixels gone</source>
        <translation>fracción de píxeles quitados</translation>
    </message>
</context>
<context>
    <name>DepthBars</name>
    <message>
        <source>The norm of the gradient in each layer, from the inputs down to the outputs, on a logarithmic scale</source>
        <translation>La norma del gradiente en cada capa, de las entradas, arriba, a las salidas, en escala logarítmica</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>congelada</translation>
    </message>
</context>
<context>
    <name>DescentPicture</name>
    <message>
        <source>Newton goes to {x}</source>
        <translation>Newton va a {x}</translation>
    </message>
    <message>
        <source>against the gradient, |∇f| = {slope}: longest at {steepest}, where a walk was steepest</source>
        <translation>contra el gradiente, |∇f| = {slope}: es más larga con {steepest}, donde un camino fue más empinado</translation>
    </message>
    <message>
        <source>index {index}</source>
        <translation>índice {index}</translation>
    </message>
    <message>
        <source>momentum&apos;s part of the step</source>
        <translation>la parte del momento en el paso</translation>
    </message>
    <message>
        <source>momentum&apos;s part {step}</source>
        <translation>parte del momento {step}</translation>
    </message>
    <message>
        <source>root of the gathered squares: {x} along x, {y} along y</source>
        <translation>raíz de los cuadrados acumulados: {x} en x, {y} en y</translation>
    </message>
    <message>
        <source>slope {slope}</source>
        <translation>pendiente {slope}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>the gradient&apos;s part of the step</source>
        <translation>la parte del gradiente en el paso</translation>
    </message>
    <message>
        <source>the gradient&apos;s part {step}</source>
        <translation>parte del gradiente {step}</translation>
    </message>
    <message>
        <source>the next step, as long as it is</source>
        <translation>el paso siguiente, en su tamaño real</translation>
    </message>
</context>
<context>
    <name>DescentWorkspace</name>
    <message>
        <source>Basins</source>
        <translation>Cuencas</translation>
    </message>
    <message>
        <source>By the turns of the gradient along the border they should add up to {turns}, and they add up to {sum}: some are missing.</source>
        <translation>Según las vueltas del gradiente en el borde deberían sumar {turns}, y suman {sum}: faltan algunos.</translation>
    </message>
    <message>
        <source>Choose a learning rate</source>
        <translation>Elegir una tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Choose what is drawn</source>
        <translation>Elegir qué se dibuja</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Recorrido</translation>
    </message>
    <message>
        <source>Export drawing</source>
        <translation>Exportar el dibujo</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Iterates</source>
        <translation>Iteraciones</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Looking for critical points…</source>
        <translation>Buscando puntos críticos…</translation>
    </message>
    <message>
        <source>Minima: {minima}, saddles: {saddles}, maxima: {maxima}</source>
        <translation>Mínimos: {minima}, sillas: {saddles}, máximos: {maxima}</translation>
    </message>
    <message>
        <source>Move the start</source>
        <translation>Mover el inicio</translation>
    </message>
    <message>
        <source>No critical points in this domain.</source>
        <translation>No hay puntos críticos en este dominio.</translation>
    </message>
    <message>
        <source>None was found, but there may be critical points.</source>
        <translation>No se encontró ninguno, pero puede haber puntos críticos.</translation>
    </message>
    <message>
        <source>On a line all points are critical; the marks are some of them.</source>
        <translation>En una línea todos los puntos son críticos; las marcas son algunos de ellos.</translation>
    </message>
    <message>
        <source>On {share} % of the domain nothing could be proven: there may be more.</source>
        <translation>En el {share} % del dominio no se pudo demostrar nada: puede haber más.</translation>
    </message>
    <message>
        <source>On {share} % of the domain the function is level, as far as numbers can tell.</source>
        <translation>En el {share} % del dominio la función es plana, hasta donde los números permiten ver.</translation>
    </message>
    <message>
        <source>Optimizers</source>
        <translation>Optimizadores</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>Imágenes (*.png *.svg)</translation>
    </message>
    <message>
        <source>That none is missing is proven by interval arithmetic over the whole domain, but for points closer to one of these than a hundred-thousandth of it.</source>
        <translation>Que no falta ninguno está demostrado por aritmética de intervalos en todo el dominio, salvo puntos más cercanos a uno de estos que una cienmilésima de él.</translation>
    </message>
    <message>
        <source>The function is level: every point is critical.</source>
        <translation>La función es plana: todos los puntos son críticos.</translation>
    </message>
    <message>
        <source>There are critical points, but none was found.</source>
        <translation>Hay puntos críticos, pero no se encontró ninguno.</translation>
    </message>
    <message>
        <source>degenerate or not smooth: {others}</source>
        <translation>degenerados o no suaves: {others}</translation>
    </message>
    <message>
        <source>none is missing</source>
        <translation>no falta ninguno</translation>
    </message>
    <message>
        <source>perhaps not all</source>
        <translation>quizá no todos</translation>
    </message>
    <message>
        <source>some are missing</source>
        <translation>faltan algunos</translation>
    </message>
    <message>
        <source>whole lines of critical points: {lines}</source>
        <translation>líneas enteras de puntos críticos: {lines}</translation>
    </message>
</context>
<context>
    <name>DeviceChoice</name>
    <message>
        <source>&amp;Graphics card (CuPy): {name}</source>
        <translation>Tarjeta &amp;gráfica (CuPy): {name}</translation>
    </message>
    <message>
        <source>Looking for a graphics card…</source>
        <translation>Buscando una tarjeta gráfica…</translation>
    </message>
    <message>
        <source>Train on this graphics card: the faster one for large networks</source>
        <translation>Entrena en esta tarjeta gráfica: lo más rápido para redes grandes</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>A laboratory for deep learning: draw a network, watch it learn, take its weights away. Ladera is Spanish for hillside: what gradient descent walks down.</source>
        <translation>Un laboratorio de aprendizaje profundo: dibuja una red, mira cómo aprende y llévate sus pesos. Por la ladera baja el descenso por gradiente.</translation>
    </message>
    <message>
        <source>About Ladera</source>
        <translation>Acerca de Ladera</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy these lines, for a question or a report</source>
        <translation>Copia estas líneas, para una pregunta o un informe</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Tarjeta gráfica</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Procesador</translation>
    </message>
    <message>
        <source>looking for a graphics card…</source>
        <translation>buscando una tarjeta gráfica…</translation>
    </message>
    <message>
        <source>ready, {count} cores</source>
        <translation>listo, {count} núcleos</translation>
    </message>
</context>
<context>
    <name>DifferencePicture</name>
    <message>
        <source>The weights of B less those of A, a cell for each</source>
        <translation>Los pesos de B menos los de A, una casilla para cada uno</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Revert</source>
        <translation>Revertir</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sin título</translation>
    </message>
</context>
<context>
    <name>DrawingModel</name>
    <message>
        <source>from {layers}</source>
        <translation>desde {layers}</translation>
    </message>
    <message>
        <source>in the group {name}</source>
        <translation>en el grupo {name}</translation>
    </message>
    <message>
        <source>to {layers}</source>
        <translation>hacia {layers}</translation>
    </message>
</context>
<context>
    <name>DrawingPad</name>
    <message>
        <source>Draw with the mouse; the right button erases. A picture can be dropped here, or pasted with Ctrl+V.</source>
        <translation>Dibuja con el ratón; el botón derecho borra. Aquí se puede soltar una imagen, o pegarla con Ctrl+V.</translation>
    </message>
    <message>
        <source>The example in hand, to be drawn on</source>
        <translation>El ejemplo elegido, para dibujar sobre él</translation>
    </message>
</context>
<context>
    <name>DrawingTools</name>
    <message>
        <source>A blank sheet, to draw on</source>
        <translation>Una hoja en blanco, para dibujar</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Abrir una imagen</translation>
    </message>
    <message>
        <source>Paste a picture from the clipboard</source>
        <translation>Pegar una imagen del portapapeles</translation>
    </message>
</context>
<context>
    <name>DrawingView</name>
    <message>
        <source>Drawing of the network</source>
        <translation>Dibujo de la red</translation>
    </message>
    <message>
        <source>selected: {names}</source>
        <translation>seleccionadas: {names}</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>&lt;p style=&apos;font-size:15pt&apos;&gt;&lt;b&gt;Drag layers here&lt;/b&gt;&lt;/p&gt;&lt;p&gt;or double-click to search one. Begin with Input, end with Output,&lt;br&gt;and draw a link from the right side of each layer to the left side of the next.&lt;/p&gt;</source>
        <translation>&lt;p style=&apos;font-size:15pt&apos;&gt;&lt;b&gt;Arrastra capas hasta aquí&lt;/b&gt;&lt;/p&gt;&lt;p&gt;o haz doble clic para buscar una. Empieza con Entrada, termina con Salida&lt;br&gt;y traza una conexión del lado derecho de cada capa al lado izquierdo de la siguiente.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>Equations</name>
    <message>
        <source>Source: {reference}</source>
        <translation>Fuente: {reference}</translation>
    </message>
</context>
<context>
    <name>ErrorPlot</name>
    <message>
        <source>error</source>
        <translation>error</translation>
    </message>
</context>
<context>
    <name>ExampleInHand</name>
    <message>
        <source>Changed by hand; nobody knows what is true of it.</source>
        <translation>Cambiado a mano; nadie sabe cuál es su valor verdadero.</translation>
    </message>
    <message>
        <source>From which part of the data the example comes.</source>
        <translation>De qué parte de los datos proviene el ejemplo.</translation>
    </message>
    <message>
        <source>In truth: {target}</source>
        <translation>En verdad: {target}</translation>
    </message>
    <message>
        <source>The example as it is in the data</source>
        <translation>El ejemplo tal como está en los datos</translation>
    </message>
    <message>
        <source>Which example of the part. On the canvas, the left and the right key go to its neighbours while nothing is selected.</source>
        <translation>Qué ejemplo de la parte. En el lienzo, las teclas izquierda y derecha pasan a los vecinos mientras no haya nada seleccionado.</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>de {count}</translation>
    </message>
    <message>
        <source>{name}, in its own units. What would the network say of another number?</source>
        <translation>{name}, en sus propias unidades. ¿Qué diría la red de otro número?</translation>
    </message>
</context>
<context>
    <name>ExampleModel</name>
    <message>
        <source>by hand</source>
        <translation>a mano</translation>
    </message>
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>All examples</source>
        <translation>Todos los ejemplos</translation>
    </message>
</context>
<context>
    <name>Examples</name>
    <message>
        <source>A GRU reads a first name letter by letter, and says of which language it is.</source>
        <translation>Una GRU lee un nombre de pila letra por letra y dice de qué lengua es.</translation>
    </message>
    <message>
        <source>A deep autoencoder: each digit as two numbers, and given back from them. The codes are a map.</source>
        <translation>Un autocodificador profundo: cada dígito como dos números, y devuelto a partir de ellos. Los códigos son un mapa.</translation>
    </message>
    <message>
        <source>A letter long ago</source>
        <translation>Una letra de hace tiempo</translation>
    </message>
    <message>
        <source>A letter, a long nothing, and the question which one it was: how a cell keeps it.</source>
        <translation>Una letra, una larga nada y la pregunta de cuál era: cómo la guarda una celda.</translation>
    </message>
    <message>
        <source>A small network learns few digits, and what a large one says of them.</source>
        <translation>Una red pequeña aprende pocos dígitos, y lo que una grande dice de ellos.</translation>
    </message>
    <message>
        <source>A vector for each word, and their average says whether a sentence praises or blames.</source>
        <translation>Un vector por palabra, y su promedio dice si una frase elogia o critica.</translation>
    </message>
    <message>
        <source>Adding problem</source>
        <translation>Problema de la suma</translation>
    </message>
    <message>
        <source>All convolutional</source>
        <translation>Solo convoluciones</translation>
    </message>
    <message>
        <source>An LSTM reads each image from top to bottom, eight points at a time, and says what it was.</source>
        <translation>Una LSTM lee cada imagen de arriba abajo, ocho puntos cada vez, y dice qué era.</translation>
    </message>
    <message>
        <source>Backwards, with attention</source>
        <translation>Al revés, con atención</translation>
    </message>
    <message>
        <source>Brackets</source>
        <translation>Paréntesis</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>Cáncer de mama</translation>
    </message>
    <message>
        <source>Brick, grass and gravel, tested on pictures that it has not learned from: filters find what repeats, wherever it is.</source>
        <translation>Ladrillo, césped y grava, a prueba con imágenes de las que no ha aprendido: los filtros encuentran lo que se repite, esté donde esté.</translation>
    </message>
    <message>
        <source>Clear digits before doubtful ones, and a fork that says whether the order helps.</source>
        <translation>Dígitos claros antes que dudosos, y una bifurcación que dice si el orden ayuda.</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Códigos</translation>
    </message>
    <message>
        <source>Codes are drawn while it learns, and stay together: between two digits lies something, too.</source>
        <translation>Los códigos se sortean mientras aprende, y quedan juntos: entre dos dígitos también hay algo.</translation>
    </message>
    <message>
        <source>Codes of digits</source>
        <translation>Códigos de dígitos</translation>
    </message>
    <message>
        <source>Convolutions with shortcuts round each block: what was seen first is still there in the end.</source>
        <translation>Convoluciones con atajos alrededor de cada bloque: lo que se vio al principio sigue ahí al final.</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Fechas</translation>
    </message>
    <message>
        <source>Dates in five forms become year, month and day: an encoder, a decoder and attention.</source>
        <translation>Fechas de cinco formas pasan a año, mes y día: un codificador, un decodificador y atención.</translation>
    </message>
    <message>
        <source>Deep, with ReLU</source>
        <translation>Profunda, con ReLU</translation>
    </message>
    <message>
        <source>Deep, with sigmoid</source>
        <translation>Profunda, con sigmoide</translation>
    </message>
    <message>
        <source>Denoising autoencoder</source>
        <translation>Autocodificador antirruido</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>Diabetes</translation>
    </message>
    <message>
        <source>Digits row by row</source>
        <translation>Dígitos fila a fila</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>Parada temprana</translation>
    </message>
    <message>
        <source>Easy ones first</source>
        <translation>Primero los fáciles</translation>
    </message>
    <message>
        <source>Eight layers, and the gradient fades before it reaches the first: this one hardly learns.</source>
        <translation>Ocho capas, y el gradiente se desvanece antes de llegar a la primera: esta apenas aprende.</translation>
    </message>
    <message>
        <source>English or Spanish</source>
        <translation>Inglés o español</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>O exclusivo</translation>
    </message>
    <message>
        <source>Few points and much noise: training ends before the network learns them by heart.</source>
        <translation>Pocos puntos y mucho ruido: el entrenamiento acaba antes de que la red se los aprenda de memoria.</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Primeros pasos</translation>
    </message>
    <message>
        <source>Five drawers</source>
        <translation>Cinco cajones</translation>
    </message>
    <message>
        <source>Five labels, a number behind each, and a question: attention learns where to look.</source>
        <translation>Cinco etiquetas, un número tras cada una y una pregunta: la atención aprende dónde mirar.</translation>
    </message>
    <message>
        <source>Four clouds that no straight line separates: why a network needs a hidden layer.</source>
        <translation>Cuatro nubes que ninguna recta separa: por qué una red necesita una capa oculta.</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>Dígitos manuscritos</translation>
    </message>
    <message>
        <source>How far a disease goes in a year, from ten figures of a patient: regression, with real noise.</source>
        <translation>Cuánto avanza una enfermedad en un año, a partir de diez datos del paciente: regresión, con ruido real.</translation>
    </message>
    <message>
        <source>How one learns</source>
        <translation>Cómo se aprende</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Imágenes</translation>
    </message>
    <message>
        <source>Images of 8 × 8 points and the digit that somebody meant by them.</source>
        <translation>Imágenes de 8 × 8 puntos y el dígito que alguien quiso escribir.</translation>
    </message>
    <message>
        <source>Iris flowers</source>
        <translation>Flores de iris</translation>
    </message>
    <message>
        <source>Is each bracket closed by its own kind? An LSTM has to keep what is still open.</source>
        <translation>¿Cierra cada paréntesis el de su clase? Una LSTM tiene que recordar lo que sigue abierto.</translation>
    </message>
    <message>
        <source>Its twin: the same eight layers with ReLU and the initial weights of He learn in seconds.</source>
        <translation>Su gemela: las mismas ocho capas, con ReLU y los pesos iniciales de He, aprenden en segundos.</translation>
    </message>
    <message>
        <source>LeNet-5</source>
        <translation>LeNet-5</translation>
    </message>
    <message>
        <source>Learning from a teacher</source>
        <translation>Aprender de una maestra</translation>
    </message>
    <message>
        <source>Letters are read, and written backwards: see where the decoder looks at each step.</source>
        <translation>Se leen letras y se escriben al revés: mira adónde mira el decodificador en cada paso.</translation>
    </message>
    <message>
        <source>Malignant or benign, from thirty measurements of cell nuclei in 569 patients.</source>
        <translation>Maligno o benigno, a partir de treinta medidas de núcleos celulares de 569 pacientes.</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Mediciones</translation>
    </message>
    <message>
        <source>Next letter</source>
        <translation>La letra siguiente</translation>
    </message>
    <message>
        <source>Noise comes in, and the digits have to be given back without it.</source>
        <translation>Entra ruido, y hay que devolver los dígitos sin él.</translation>
    </message>
    <message>
        <source>One makes points of noise, the other tells them from real ones, and each learns from the other: a GAN.</source>
        <translation>Una hace puntos a partir de ruido, la otra los distingue de los reales, y cada una aprende de la otra: una GAN.</translation>
    </message>
    <message>
        <source>One neuron</source>
        <translation>Una neurona</translation>
    </message>
    <message>
        <source>Perceptron</source>
        <translation>Perceptrón</translation>
    </message>
    <message>
        <source>Positions, attention with four heads, a causal mask: letters backwards without recurrence.</source>
        <translation>Posiciones, atención de cuatro cabezas, una máscara causal: letras al revés sin recurrencia.</translation>
    </message>
    <message>
        <source>Praise or blame</source>
        <translation>Elogio o crítica</translation>
    </message>
    <message>
        <source>Residual convolutional</source>
        <translation>Convolucional residual</translation>
    </message>
    <message>
        <source>Residual network</source>
        <translation>Red residual</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>Several inputs and heads</source>
        <translation>Varias entradas y cabezas</translation>
    </message>
    <message>
        <source>Shortcuts carry the input round each block, and the gradient back: deep networks that still learn.</source>
        <translation>Los atajos llevan la entrada alrededor de cada bloque, y el gradiente de vuelta: redes profundas que aún aprenden.</translation>
    </message>
    <message>
        <source>Small VGG</source>
        <translation>VGG pequeña</translation>
    </message>
    <message>
        <source>Small transformer</source>
        <translation>Transformer pequeño</translation>
    </message>
    <message>
        <source>Steps of two in place of pooling, and a map for each digit in place of dense layers.</source>
        <translation>Pasos de dos en lugar de agrupación, y un mapa por dígito en lugar de capas densas.</translation>
    </message>
    <message>
        <source>The rule of 1958: each mistake moves the line, and without mistakes it rests.</source>
        <translation>La regla de 1958: cada error mueve la recta, y sin errores se queda quieta.</translation>
    </message>
    <message>
        <source>The same digits as images: small kernels find strokes wherever they are. 61&#x202f;706 weights.</source>
        <translation>Los mismos dígitos como imágenes: núcleos pequeños encuentran los trazos dondequiera que estén. 61&#x202f;706 pesos.</translation>
    </message>
    <message>
        <source>The sum of two marked numbers in a row of 16: a GRU keeps the first until the second comes.</source>
        <translation>La suma de dos números marcados en una fila de 16: una GRU guarda el primero hasta que llega el segundo.</translation>
    </message>
    <message>
        <source>Three groups of measurements enter by inputs of their own and meet later.</source>
        <translation>Tres grupos de medidas entran por entradas propias y se reúnen después.</translation>
    </message>
    <message>
        <source>Three species told apart by four measurements of petals and sepals: many classes, one softmax.</source>
        <translation>Tres especies que se distinguen por cuatro medidas de pétalos y sépalos: varias clases, un softmax.</translation>
    </message>
    <message>
        <source>Three streams</source>
        <translation>Tres corrientes</translation>
    </message>
    <message>
        <source>Three textures</source>
        <translation>Tres texturas</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>Transferencia</translation>
    </message>
    <message>
        <source>Twelve values of a wave, and what comes next: the simplest network with a memory.</source>
        <translation>Doce valores de una onda y lo que viene después: la red con memoria más sencilla.</translation>
    </message>
    <message>
        <source>Twenty digits and a new question: fine-tuned, as feature extractor, or from scratch?</source>
        <translation>Veinte dígitos y una pregunta nueva: ¿con ajuste fino, como extractor de características o desde cero?</translation>
    </message>
    <message>
        <source>Twenty letters of the Quijote, and which one comes next: a GRU that learns to spell.</source>
        <translation>Veinte letras del Quijote, y cuál sigue: una GRU que aprende a deletrear.</translation>
    </message>
    <message>
        <source>Two arms wound into each other. Watch the border bend as the network learns.</source>
        <translation>Dos brazos enrollados uno en otro. Mira cómo se curva la frontera mientras la red aprende.</translation>
    </message>
    <message>
        <source>Two blocks of small kernels, one behind the other: edges first, then what is made of them.</source>
        <translation>Dos bloques de núcleos pequeños, uno tras otro: primero los bordes, luego lo que se forma con ellos.</translation>
    </message>
    <message>
        <source>Two clouds and a straight line between them: logistic regression, and the least that can learn.</source>
        <translation>Dos nubes y una recta entre ellas: regresión logística, lo mínimo que puede aprender.</translation>
    </message>
    <message>
        <source>Two networks that play</source>
        <translation>Dos redes que juegan</translation>
    </message>
    <message>
        <source>Two spirals</source>
        <translation>Dos espirales</translation>
    </message>
    <message>
        <source>Two tasks</source>
        <translation>Dos tareas</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Autocodificador variacional</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>Ondas</translation>
    </message>
    <message>
        <source>When learning goes wrong</source>
        <translation>Cuando el aprendizaje falla</translation>
    </message>
    <message>
        <source>Which digit is it, and is it even? Two heads learn from one hidden layer.</source>
        <translation>¿Qué dígito es, y es par? Dos cabezas aprenden de una misma capa oculta.</translation>
    </message>
</context>
<context>
    <name>ExamplesPanel</name>
    <message>
        <source> · the network was asked of the first {most} of each part</source>
        <translation> · se consultó a la red sobre los primeros {most} de cada parte</translation>
    </message>
    <message>
        <source> · while training, the first {most} of each part; rows stay in their places</source>
        <translation> · durante el entrenamiento, los primeros {most} de cada parte; las filas conservan su lugar</translation>
    </message>
    <message>
        <source>, {count} mistakes</source>
        <translation>, {count} errores</translation>
    </message>
    <message>
        <source>No class and no column is called that.</source>
        <translation>Ninguna clase y ninguna columna se llama así.</translation>
    </message>
    <message>
        <source>Only examples that the network takes for another class than they are.</source>
        <translation>Solo los ejemplos que la red toma por otra clase.</translation>
    </message>
    <message>
        <source>Only mistakes</source>
        <translation>Solo errores</translation>
    </message>
    <message>
        <source>Only some examples: a part of the name of a class, or a comparison with the number in a column, such as loss &gt; 1 or true = 7.</source>
        <translation>Solo algunos ejemplos: parte del nombre de una clase, o una comparación con el número de una columna, como pérdida &gt; 1 o real = 7.</translation>
    </message>
    <message>
        <source>The examples appear here once the data can be read.</source>
        <translation>Los ejemplos aparecen aquí en cuanto se puedan leer los datos.</translation>
    </message>
    <message>
        <source>What was pasted is no row of {count} numbers.</source>
        <translation>Lo pegado no es una fila de {count} números.</translation>
    </message>
    <message>
        <source>Which examples. Those of the test part were never trained on.</source>
        <translation>Qué ejemplos. Con los de prueba nunca se entrenó.</translation>
    </message>
    <message>
        <source>a class, or loss &gt; 1</source>
        <translation>una clase, o pérdida &gt; 1</translation>
    </message>
    <message>
        <source>all parts</source>
        <translation>todas las partes</translation>
    </message>
    <message>
        <source>confidence</source>
        <translation>confianza</translation>
    </message>
    <message>
        <source>example</source>
        <translation>ejemplo</translation>
    </message>
    <message>
        <source>file</source>
        <translation>archivo</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>part</source>
        <translation>parte</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>predicción</translation>
    </message>
    <message>
        <source>predicted {target}</source>
        <translation>{target}, predicción</translation>
    </message>
    <message>
        <source>true</source>
        <translation>real</translation>
    </message>
    <message>
        <source>true {target}</source>
        <translation>{target}, real</translation>
    </message>
    <message>
        <source>{found} of {count} examples</source>
        <translation>{found} de {count} ejemplos</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Export weights</source>
        <translation>Exportar los pesos</translation>
    </message>
    <message>
        <source>Import a folder of images</source>
        <translation>Importar una carpeta de imágenes</translation>
    </message>
    <message>
        <source>Import a network</source>
        <translation>Importar una red</translation>
    </message>
    <message>
        <source>Import data</source>
        <translation>Importar datos</translation>
    </message>
    <message>
        <source>Networks ({kinds})</source>
        <translation>Redes ({kinds})</translation>
    </message>
    <message>
        <source>Not everything could be imported</source>
        <translation>No se pudo importar todo</translation>
    </message>
    <message>
        <source>One part of “{file}” has no counterpart in Ladera. Its place on the canvas is empty; fill it with other layers. The weights were left out.</source>
        <translation>Una parte de «{file}» no tiene equivalente en Ladera. Su lugar en el lienzo está vacío; llénalo con otras capas. Los pesos se dejaron fuera.</translation>
    </message>
    <message>
        <source>Projects and weights ({kinds})</source>
        <translation>Proyectos y pesos ({kinds})</translation>
    </message>
    <message>
        <source>Sets of images ({kinds})</source>
        <translation>Conjuntos de imágenes ({kinds})</translation>
    </message>
    <message>
        <source>Tables ({kinds})</source>
        <translation>Tablas ({kinds})</translation>
    </message>
    <message>
        <source>Take weights from another network</source>
        <translation>Tomar pesos de otra red</translation>
    </message>
    <message>
        <source>There are no weights to export yet. Train the network first.</source>
        <translation>Todavía no hay pesos que exportar. Entrena antes la red.</translation>
    </message>
    <message>
        <source>Weights taken: {layers}</source>
        <translation>Pesos tomados: {layers}</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Escrito: {path}</translation>
    </message>
    <message>
        <source>{count} parts of “{file}” have no counterpart in Ladera. Their places on the canvas are empty; fill them with other layers. The weights were left out.</source>
        <translation>{count} partes de «{file}» no tienen equivalente en Ladera. Sus lugares en el lienzo están vacíos; llénalos con otras capas. Los pesos no se tomaron.</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export drawing</source>
        <translation>Exportar dibujo</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;Numbers (*.npz)</source>
        <translation>PNG (*.png);;SVG (*.svg);;Números (*.npz)</translation>
    </message>
</context>
<context>
    <name>FeatureBoxes</name>
    <message>
        <source>A wave along the first coordinate: for spirals and stripes.</source>
        <translation>Una onda a lo largo de la primera coordenada: para espirales y franjas.</translation>
    </message>
    <message>
        <source>A wave along the second coordinate: for spirals and stripes.</source>
        <translation>Una onda a lo largo de la segunda coordenada: para espirales y franjas.</translation>
    </message>
    <message>
        <source>Its square: circles become straight lines.</source>
        <translation>Su cuadrado: los círculos se vuelven rectas.</translation>
    </message>
    <message>
        <source>The first coordinate.</source>
        <translation>La primera coordenada.</translation>
    </message>
    <message>
        <source>The product: opposite quadrants become one.</source>
        <translation>El producto: los cuadrantes opuestos se vuelven uno.</translation>
    </message>
    <message>
        <source>The second coordinate.</source>
        <translation>La segunda coordenada.</translation>
    </message>
</context>
<context>
    <name>FieldView</name>
    <message>
        <source>Copy as a picture</source>
        <translation>Copiar como imagen</translation>
    </message>
    <message>
        <source>Save the map as SVG</source>
        <translation>Guardar el mapa como SVG</translation>
    </message>
    <message>
        <source>Save the map as SVG…</source>
        <translation>Guardar el mapa como SVG…</translation>
    </message>
    <message>
        <source>See all</source>
        <translation>Ver todo</translation>
    </message>
    <message>
        <source>Surfaces in space need OpenGL, which is not available here: this is the map.</source>
        <translation>Las superficies en el espacio necesitan OpenGL, que aquí no está disponible: este es el mapa.</translation>
    </message>
</context>
<context>
    <name>FileFlows</name>
    <message>
        <source>Changed elsewhere</source>
        <translation>Cambiado en otra parte</translation>
    </message>
    <message>
        <source>Ladera opens projects ({project}), networks ({networks}), tables ({tables}) and folders of images; “{file}” is none of these.</source>
        <translation>Ladera abre proyectos ({project}), redes ({networks}), tablas ({tables}) y carpetas de imágenes; «{file}» no es nada de eso.</translation>
    </message>
    <message>
        <source>Ladera projects (*{suffix})</source>
        <translation>Proyectos de Ladera (*{suffix})</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Aún sin guardar</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>Abrir un proyecto</translation>
    </message>
    <message>
        <source>Otherwise they are lost, the trained weights among them.</source>
        <translation>Si no, se pierden, también los pesos entrenados.</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Sobrescribir</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Save the changes to “{title}”?</source>
        <translation>¿Guardar los cambios de «{title}»?</translation>
    </message>
    <message>
        <source>Save the project</source>
        <translation>Guardar el proyecto</translation>
    </message>
    <message>
        <source>See what was kept</source>
        <translation>Ver lo que se conservó</translation>
    </message>
    <message>
        <source>There is unsaved work of a window that ended before.</source>
        <translation>Hay trabajo sin guardar de una ventana que terminó antes.</translation>
    </message>
</context>
<context>
    <name>FillIn</name>
    <message>
        <source>Check</source>
        <translation>Comprobar</translation>
    </message>
    <message>
        <source>Compare it with the engine&apos;s δ, and say what is missing.</source>
        <translation>La compara con la δ del motor y dice qué falta.</translation>
    </message>
    <message>
        <source>Give this one up, and see how it comes about.</source>
        <translation>Se rinde con esta y muestra de dónde sale.</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Mostrarla</translation>
    </message>
    <message>
        <source>W of {layer} (inputs × units), row {unit}: {weights}</source>
        <translation>W de {layer} (entradas × unidades), fila {unit}: {weights}</translation>
    </message>
    <message>
        <source>Your δ</source>
        <translation>Tu δ</translation>
    </message>
    <message>
        <source>Your δ. Two significant digits are enough; Enter checks it.</source>
        <translation>Tu δ. Bastan dos cifras significativas; Enter la comprueba.</translation>
    </message>
    <message>
        <source>column {unit}: {weights}</source>
        <translation>columna {unit}: {weights}</translation>
    </message>
    <message>
        <source>the other {count} paths together: Σ w δ = {sum}</source>
        <translation>los otros {count} caminos juntos: Σ w δ = {sum}</translation>
    </message>
    <message>
        <source>{loss}, times {share}: ŷ = {prediction}, y = {target}</source>
        <translation>{loss}, por {share}: ŷ = {prediction}, y = {target}</translation>
    </message>
    <message>
        <source>{loss}: ŷ = {prediction}, y = {target}</source>
        <translation>{loss}: ŷ = {prediction}, y = {target}</translation>
    </message>
    <message>
        <source>δ of {layer}: {deltas}</source>
        <translation>δ de {layer}: {deltas}</translation>
    </message>
    <message>
        <source>“{text}” is no number.</source>
        <translation>«{text}» no es un número.</translation>
    </message>
</context>
<context>
    <name>FindLayer</name>
    <message>
        <source>Find a layer</source>
        <translation>Buscar una capa</translation>
    </message>
    <message>
        <source>Find a layer…</source>
        <translation>Buscar una capa…</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Capas de la red</translation>
    </message>
    <message>
        <source>Type part of a name or kind; Enter goes to the layer that is marked, Esc closes</source>
        <translation>Escribe parte de un nombre o de un tipo; Enter va a la capa marcada, Esc cierra</translation>
    </message>
</context>
<context>
    <name>ForkCurves</name>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
</context>
<context>
    <name>ForkFigures</name>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
</context>
<context>
    <name>ForkPanel</name>
    <message>
        <source>A project keeps {most} forks. Remove one of them first.</source>
        <translation>Un proyecto guarda {most} bifurcaciones. Quita antes una de ellas.</translation>
    </message>
    <message>
        <source>A, which goes on unchanged, and B on the training part; dashed on the validation part, or on the test part where there is no other. Drag the line, or use the left and the right key, to go through both at once.</source>
        <translation>A, que sigue sin cambios, y B en la parte de entrenamiento; a trazos en la de validación, o en la de prueba donde no hay otra. Arrastrar la línea, o usar las teclas izquierda y derecha, recorre ambos a la vez.</translation>
    </message>
    <message>
        <source>Both trainings at the epoch of the line</source>
        <translation>Ambos entrenamientos en la época de la línea</translation>
    </message>
    <message>
        <source>Choose one thing to change, give it another value, and fork: two trainings go on from the moment that is seen, and their curves, weights and predictions are compared.</source>
        <translation>Elige una sola cosa que cambiar, dale otro valor y bifurca: dos entrenamientos siguen desde el momento que se ve, y se comparan sus curvas, pesos y predicciones.</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>Epoch {epoch}: ‖w_B − w_A‖ = {distance}.</source>
        <translation>Época {epoch}: ‖w_B − w_A‖ = {distance}.</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>Bifurcación</translation>
    </message>
    <message>
        <source>Fork here</source>
        <translation>Bifurcar aquí</translation>
    </message>
    <message>
        <source>From epoch {epoch}</source>
        <translation>Desde la época {epoch}</translation>
    </message>
    <message>
        <source>How many epochs both go on</source>
        <translation>Cuántas épocas siguen los dos</translation>
    </message>
    <message>
        <source>Keep this fork beside others, under a name, with the project</source>
        <translation>Guardar esta bifurcación junto a otras, con un nombre, en el proyecto</translation>
    </message>
    <message>
        <source>Let two trainings go on from the moment that is seen: as it would, and with this changed. The training itself waits where it is.</source>
        <translation>Deja que dos entrenamientos sigan desde el momento que se ve: tal como iba, y con este cambio. El propio entrenamiento espera donde está.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>Make this example the one that all pictures are about</source>
        <translation>Hace de este ejemplo el que muestran todas las imágenes</translation>
    </message>
    <message>
        <source>No prediction differs so far.</source>
        <translation>Hasta ahora ninguna predicción es distinta.</translation>
    </message>
    <message>
        <source>Of which weights the difference is shown</source>
        <translation>De qué pesos se muestra la diferencia</translation>
    </message>
    <message>
        <source>See the forks that are kept: their curves over each other, their figures, and what differs in their settings</source>
        <translation>Ver las bifurcaciones guardadas: sus curvas unas sobre otras, sus cifras y lo que difiere en sus ajustes</translation>
    </message>
    <message>
        <source>Take it in hand</source>
        <translation>Tomarlo en mano</translation>
    </message>
    <message>
        <source>The first to differ, after epoch {epoch}: example {place} of {part}, for A {a}, for B {b}.</source>
        <translation>La primera distinta, tras la época {epoch}: ejemplo {place} de {part}, para A {a}, para B {b}.</translation>
    </message>
    <message>
        <source>The picture is of epoch {epoch}.</source>
        <translation>La imagen es de la época {epoch}.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>What the curves and the figures below them show</source>
        <translation>Qué muestran las curvas y las cifras de debajo</translation>
    </message>
    <message>
        <source>What was forked is the training before it was changed.</source>
        <translation>Lo que se bifurcó es el entrenamiento de antes del cambio.</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>épocas</translation>
    </message>
    <message>
        <source>{differing} of {compared} predictions differ.</source>
        <translation>{differing} de {compared} predicciones son distintas.</translation>
    </message>
    <message>
        <source>{which}: {reason}</source>
        <translation>{which}: {reason}</translation>
    </message>
</context>
<context>
    <name>Formulas</name>
    <message>
        <source>m: how many numbers come into a unit (fan-in); n: how many units a number goes to (fan-out)</source>
        <translation>m: cuántos números entran en una unidad (fan-in); n: a cuántas unidades va cada número (fan-out)</translation>
    </message>
</context>
<context>
    <name>FunctionDialog</name>
    <message>
        <source>Data from a function</source>
        <translation>Datos de una función</translation>
    </message>
</context>
<context>
    <name>FunctionPanel</name>
    <message>
        <source>Any expression of x, or of x and y: x² + 3y, sin(x) cos(y), exp(−x²), √abs(x) …</source>
        <translation>Cualquier expresión de x, o de x e y: x² + 3y, sin(x) cos(y), exp(−x²), √abs(x) …</translation>
    </message>
    <message>
        <source>Change the domain</source>
        <translation>Cambiar el dominio</translation>
    </message>
    <message>
        <source>Change the height</source>
        <translation>Cambiar la altura</translation>
    </message>
    <message>
        <source>Change the resolution</source>
        <translation>Cambiar la resolución</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>Function: {title}</source>
        <translation>Función: {title}</translation>
    </message>
    <message>
        <source>Functions that optimizers are tried on</source>
        <translation>Funciones con las que se prueban los optimizadores</translation>
    </message>
    <message>
        <source>Logarithmic height</source>
        <translation>Altura logarítmica</translation>
    </message>
    <message>
        <source>Own function</source>
        <translation>Función propia</translation>
    </message>
    <message>
        <source>Points of the surface along each axis; walks do not depend on it</source>
        <translation>Puntos de la superficie en cada eje; los caminos no dependen de ellos</translation>
    </message>
    <message>
        <source>Ready scenes: each shows one thing about descent</source>
        <translation>Escenas listas: cada una muestra una cosa sobre el descenso</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Resolución</translation>
    </message>
    <message>
        <source>Scene: {title}</source>
        <translation>Escena: {title}</translation>
    </message>
    <message>
        <source>Show small differences near the bottom as well as large ones far above</source>
        <translation>Muestra tanto las diferencias pequeñas cerca del fondo como las grandes muy arriba</translation>
    </message>
    <message>
        <source>The domain needs numbers.</source>
        <translation>El dominio necesita números.</translation>
    </message>
    <message>
        <source>Type a function</source>
        <translation>Escribir una función</translation>
    </message>
    <message>
        <source>Where the picture begins</source>
        <translation>Donde empieza la imagen</translation>
    </message>
    <message>
        <source>Where the picture ends</source>
        <translation>Donde termina la imagen</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>{axis} from</source>
        <translation>{axis} de</translation>
    </message>
</context>
<context>
    <name>FunctionPicture</name>
    <message>
        <source>Shaded: saturated. The slope is below {share} of its steepest here, so that hardly any gradient passes.</source>
        <translation>Sombreado: saturada. Aquí la pendiente es menor que el {share} de la máxima y apenas pasa gradiente.</translation>
    </message>
    <message>
        <source>The function, and its derivative dashed, from −6 to 6</source>
        <translation>La función y, en trazos, su derivada, de −6 a 6</translation>
    </message>
    <message>
        <source>The slope is 0 everywhere: no gradient passes, and layers before it do not learn.</source>
        <translation>La pendiente es 0 en todas partes: no pasa ningún gradiente y las capas anteriores no aprenden.</translation>
    </message>
</context>
<context>
    <name>FuturesPicture</name>
    <message>
        <source>A thousand futures</source>
        <translation>Mil futuros</translation>
    </message>
    <message>
        <source>“{text}”: probability {chance}; {count} of {total} futures</source>
        <translation>«{text}»: probabilidad {chance}; {count} de {total} futuros</translation>
    </message>
</context>
<context>
    <name>GanPanel</name>
    <message>
        <source>At each fake point the way on which its cost for the generator falls fastest, as long as it is steep: where the discriminator sends it</source>
        <translation>En cada punto falso, la dirección en que más rápido baja su costo para el generador, tanto más larga cuanto más empinada: adónde lo manda el discriminador</translation>
    </message>
    <message>
        <source>Begin anew with the same seed (F8)</source>
        <translation>Empezar de nuevo con la misma semilla (F8)</translation>
    </message>
    <message>
        <source>Games that show one thing each; they are played to their end</source>
        <translation>Juegos que muestran una cosa cada uno; se juegan hasta el final</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradientes</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Let both learn in turn, or pause (F5)</source>
        <translation>Que ambas aprendan por turnos, o pausar (F5)</translation>
    </message>
    <message>
        <source>One step: D learns, then G (F6)</source>
        <translation>Un paso: aprende D y luego G (F6)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Put D into the drawing</source>
        <translation>Poner D en el dibujo</translation>
    </message>
    <message>
        <source>Put G into the drawing</source>
        <translation>Poner G en el dibujo</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Escena</translation>
    </message>
    <message>
        <source>Scenes…</source>
        <translation>Escenas…</translation>
    </message>
    <message>
        <source>The discriminator with its weights and the points of this moment as a project, in the place of this one, to be seen and exported; it can be undone</source>
        <translation>El discriminador con sus pesos y los puntos de este momento como proyecto, en lugar de este, para verlo y exportarlo; se puede deshacer</translation>
    </message>
    <message>
        <source>The discriminator&apos;s chance that a point there is real, on a scale from 0 to 1</source>
        <translation>La probabilidad que da el discriminador de que un punto sea real ahí, en una escala de 0 a 1</translation>
    </message>
    <message>
        <source>The generator with its weights as a project, in the place of this one, to be seen and exported; it can be undone</source>
        <translation>El generador con sus pesos como proyecto, en lugar de este, para verlo y exportarlo; se puede deshacer</translation>
    </message>
    <message>
        <source>What D says</source>
        <translation>Lo que dice D</translation>
    </message>
</context>
<context>
    <name>GanView</name>
    <message>
        <source>An arrow that is 0.1 long is a gradient of {value}.</source>
        <translation>Una flecha de longitud 0.1 es un gradiente de {value}.</translation>
    </message>
    <message>
        <source>Change: {setting}</source>
        <translation>Cambiar: {setting}</translation>
    </message>
    <message>
        <source>D on fake points</source>
        <translation>D en los puntos falsos</translation>
    </message>
    <message>
        <source>D on real points</source>
        <translation>D en los puntos reales</translation>
    </message>
    <message>
        <source>D, the chance of being real</source>
        <translation>D, la probabilidad de ser real</translation>
    </message>
    <message>
        <source>Dashed: where both losses, and D, would be if nobody won. The distance between real and fake points (energy distance) says how good they are; the losses do not. It is an estimate from the points that are shown, and may come out a little below zero.</source>
        <translation>Discontinuas: dónde estarían ambas pérdidas, y D, si nadie ganara. La distancia entre puntos reales y falsos (distancia de energía) dice qué tan buenos son; las pérdidas no. Es una estimación a partir de los puntos que se muestran y puede resultar un poco menor que cero.</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>Discriminador</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generador</translation>
    </message>
    <message>
        <source>Press Learn: a generator makes points of noise, a discriminator learns to tell them from real ones, and the generator learns to deceive it.</source>
        <translation>Pulsa Aprender: un generador hace puntos a partir de ruido, un discriminador aprende a distinguirlos de los reales, y el generador aprende a engañarlo.</translation>
    </message>
    <message>
        <source>Put {network} into the drawing</source>
        <translation>Poner {network} en el dibujo</translation>
    </message>
    <message>
        <source>Scene: {title}</source>
        <translation>Escena: {title}</translation>
    </message>
    <message>
        <source>Step {step} of {all}; distance {distance}</source>
        <translation>Paso {step} de {all}; distancia {distance}</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>distancia</translation>
    </message>
    <message>
        <source>fake</source>
        <translation>falso</translation>
    </message>
    <message>
        <source>fake points</source>
        <translation>puntos falsos</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>loss of D</source>
        <translation>pérdida de D</translation>
    </message>
    <message>
        <source>loss of G</source>
        <translation>pérdida de G</translation>
    </message>
    <message>
        <source>mean of D</source>
        <translation>media de D</translation>
    </message>
    <message>
        <source>real</source>
        <translation>real</translation>
    </message>
    <message>
        <source>real points</source>
        <translation>puntos reales</translation>
    </message>
    <message>
        <source>step of G</source>
        <translation>paso de G</translation>
    </message>
    <message>
        <source>{count} fake points lie outside.</source>
        <translation>{count} puntos falsos quedan fuera.</translation>
    </message>
    <message>
        <source>{count} real points and {count} fake ones, of the same noise each time.</source>
        <translation>{count} puntos reales y {count} falsos, siempre del mismo ruido.</translation>
    </message>
</context>
<context>
    <name>GenerativeWorkspace</name>
    <message>
        <source>A generator makes points of noise, and a discriminator learns to tell them from real ones</source>
        <translation>Un generador hace puntos a partir de ruido, y un discriminador aprende a distinguirlos de los reales</translation>
    </message>
    <message>
        <source>Adversaries</source>
        <translation>Adversarios</translation>
    </message>
    <message>
        <source>Change: {setting}</source>
        <translation>Cambiar: {setting}</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Códigos</translation>
    </message>
    <message>
        <source>Completion</source>
        <translation>Completar</translation>
    </message>
    <message>
        <source>Filters and samples while it learns, and the true log-likelihood beside the reconstruction error</source>
        <translation>Filtros y muestras mientras aprende, y la log-verosimilitud verdadera junto al error de reconstrucción</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>Capa a capa</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Aprendizaje</translation>
    </message>
    <message>
        <source>Machines stacked and taught one after the other, and what that is worth with few labels</source>
        <translation>Máquinas apiladas y enseñadas una tras otra, y lo que eso vale con pocas etiquetas</translation>
    </message>
    <message>
        <source>Part of an image is known, and the machine draws the rest</source>
        <translation>Se conoce parte de una imagen, y la máquina sortea el resto</translation>
    </message>
    <message>
        <source>Scene: {title}</source>
        <translation>Escena: {title}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Estados</translation>
    </message>
    <message>
        <source>The exact probability of every image, and particles that pile up on it</source>
        <translation>La probabilidad exacta de cada imagen, y partículas que se acumulan en ella</translation>
    </message>
    <message>
        <source>What an autoencoder that is trained gives back, and a map of its codes with rulers</source>
        <translation>Lo que devuelve el autocodificador que se entrena, y un mapa de sus códigos con reglas</translation>
    </message>
</context>
<context>
    <name>GradientsPanel</name>
    <message>
        <source>Copy curves and bars as a picture.</source>
        <translation>Copiar las curvas y las barras como imagen.</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>Época {epoch}</translation>
    </message>
    <message>
        <source>Epoch {epoch}: the first layer&apos;s gradient is {ratio} × the last one&apos;s.</source>
        <translation>Época {epoch}: el gradiente de la primera capa es {ratio} × el de la última.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>No gradients were kept of these epochs. Train on to see them.</source>
        <translation>De estas épocas no se guardaron gradientes. Sigue entrenando para verlos.</translation>
    </message>
    <message>
        <source>Outline the bars of now, to compare them with those of another network or other settings.</source>
        <translation>Deja el contorno de las barras actuales para compararlas con las de otra red u otros ajustes.</translation>
    </message>
    <message>
        <source>Press Train.</source>
        <translation>Pulsa Entrenar.</translation>
    </message>
    <message>
        <source>The norm of each layer&apos;s gradient appears here after the first epoch.</source>
        <translation>La norma del gradiente de cada capa aparece aquí tras la primera época.</translation>
    </message>
    <message>
        <source>Where gradients shrink from layer to layer on their way back, as through many sigmoids, the first layers hardly learn. Norms are those of the objective&apos;s gradient on the last minibatch of an epoch, before clipping.</source>
        <translation>Donde los gradientes se encogen de capa en capa en su camino hacia atrás, como a través de muchas sigmoides, las primeras capas apenas aprenden. Las normas son las del gradiente del objetivo en el último minilote de cada época, antes de limitarlo.</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>norm</source>
        <translation>norma</translation>
    </message>
</context>
<context>
    <name>GroupCommands</name>
    <message>
        <source>A line of text; Enter renames, Esc keeps the old name</source>
        <translation>Una línea de texto; Enter cambia el nombre, Esc deja el anterior</translation>
    </message>
    <message>
        <source>Collapse a group</source>
        <translation>Plegar un grupo</translation>
    </message>
    <message>
        <source>Colour a group</source>
        <translation>Cambiar el color de un grupo</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Group layers</source>
        <translation>Agrupar capas</translation>
    </message>
    <message>
        <source>Open a group</source>
        <translation>Abrir un grupo</translation>
    </message>
    <message>
        <source>Rename a group</source>
        <translation>Cambiar el nombre de un grupo</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Desagrupar</translation>
    </message>
</context>
<context>
    <name>HillView</name>
    <message>
        <source>This surface is of another network: it has {count} weights.</source>
        <translation>Esta superficie es de otra red: tiene {count} pesos.</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>the centre</source>
        <translation>el centro</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>Show all epochs again after zooming with the wheel or dragging.</source>
        <translation>Vuelve a mostrar todas las épocas tras acercar con la rueda o arrastrar.</translation>
    </message>
</context>
<context>
    <name>ImagesDialog</name>
    <message>
        <source>All have {size} pixels.</source>
        <translation>Todas tienen {size} píxeles.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Every image becomes {height} × {width} × {channels} numbers. Together they take {size} MB in the project.</source>
        <translation>Cada imagen se convierte en {height} × {width} × {channels} números. Juntas ocupan {size} MB en el proyecto.</translation>
    </message>
    <message>
        <source>Images: {name}</source>
        <translation>Imágenes: {name}</translation>
    </message>
    <message>
        <source>Learn from these images from now on; Undo brings the other data back</source>
        <translation>Aprende de estas imágenes a partir de ahora; Deshacer recupera los otros datos</translation>
    </message>
    <message>
        <source>The column of the table that says what is on each image.</source>
        <translation>La columna de la tabla que dice qué hay en cada imagen.</translation>
    </message>
    <message>
        <source>They come in parts: {train} to train, {validation} to validate, {test} to test.</source>
        <translation>Vienen en partes: {train} para entrenar, {validation} para validar, {test} para probar.</translation>
    </message>
    <message>
        <source>They have {different} sizes, from {smallest} to {largest} pixels.</source>
        <translation>Tienen {different} tamaños, de {smallest} a {largest} píxeles.</translation>
    </message>
    <message>
        <source>Use these images</source>
        <translation>Usar estas imágenes</translation>
    </message>
    <message>
        <source>Use these {count} images</source>
        <translation>Usar estas {count} imágenes</translation>
    </message>
    <message>
        <source>{count} files hold several pictures; of each only the first is taken.</source>
        <translation>{count} archivos contienen varias imágenes; de cada uno se toma solo la primera.</translation>
    </message>
    <message>
        <source>{kind}: {images} images of {count} classes ({classes}).</source>
        <translation>{kind}: {images} imágenes de {count} clases ({classes}).</translation>
    </message>
    <message>
        <source>{lost} of {all} images cannot be read and are left out.</source>
        <translation>{lost} de {all} imágenes no se pueden leer y se omiten.</translation>
    </message>
</context>
<context>
    <name>InputColumn</name>
    <message>
        <source>Draw on it with the mouse.</source>
        <translation>Dibuja aquí con el ratón.</translation>
    </message>
    <message>
        <source>Draw with the mouse; the right button erases. All maps and the answer follow.</source>
        <translation>Dibuja con el ratón; el botón derecho borra. Todos los mapas y la respuesta cambian con ello.</translation>
    </message>
    <message>
        <source>The example after this one</source>
        <translation>El ejemplo siguiente</translation>
    </message>
    <message>
        <source>The example as it is in the data</source>
        <translation>El ejemplo tal como está en los datos</translation>
    </message>
    <message>
        <source>The example before this one</source>
        <translation>El ejemplo anterior</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
</context>
<context>
    <name>IterateModel</name>
    <message>
        <source>length</source>
        <translation>longitud</translation>
    </message>
    <message>
        <source>step</source>
        <translation>paso</translation>
    </message>
</context>
<context>
    <name>IterateTable</name>
    <message>
        <source>Every iterate of the chosen optimizer. Point at a number for all of its digits. Ctrl+C copies the selected rows, or all of them.</source>
        <translation>Todas las iteraciones del optimizador elegido. Señala un número para ver todas sus cifras. Ctrl+C copia las filas elegidas, o todas.</translation>
    </message>
</context>
<context>
    <name>KeptCurves</name>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
</context>
<context>
    <name>KeptForks</name>
    <message>
        <source>A, unchanged</source>
        <translation>A, sin cambios</translation>
    </message>
    <message>
        <source>B of every fork that is kept; dashed its A, which forks from one moment share</source>
        <translation>B de cada bifurcación guardada; a trazos su A, que comparten las bifurcaciones de un mismo momento</translation>
    </message>
    <message>
        <source>Copy as image</source>
        <translation>Copiar como imagen</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>Forget a fork</source>
        <translation>Olvidar una bifurcación</translation>
    </message>
    <message>
        <source>Forks that are kept with this project. Double-click a name to change it.</source>
        <translation>Bifurcaciones guardadas con este proyecto. Haz doble clic en un nombre para cambiarlo.</translation>
    </message>
    <message>
        <source>Keep a fork</source>
        <translation>Guardar una bifurcación</translation>
    </message>
    <message>
        <source>Keep the selected fork no longer</source>
        <translation>Dejar de guardar la bifurcación seleccionada</translation>
    </message>
    <message>
        <source>Predictions that differ</source>
        <translation>Predicciones que difieren</translation>
    </message>
    <message>
        <source>Rename a fork</source>
        <translation>Cambiar el nombre de una bifurcación</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Segundos</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Entrenamiento</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Lo que difiere</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>Lo que muestran las curvas</translation>
    </message>
</context>
<context>
    <name>KernelGrid</name>
    <message>
        <source>The weight; Enter sets it, Escape leaves it</source>
        <translation>El peso; Enter lo fija, Esc lo deja como está</translation>
    </message>
    <message>
        <source>Type, turn the wheel, or drag up and down to change a weight</source>
        <translation>Escribe, gira la rueda o arrastra hacia arriba y hacia abajo para cambiar un peso</translation>
    </message>
    <message>
        <source>“{text}” is no number that a weight can be.</source>
        <translation>«{text}» no es un número que pueda ser un peso.</translation>
    </message>
</context>
<context>
    <name>Ladera</name>
    <message>
        <source>What was not saved could not be kept.</source>
        <translation>Lo que no estaba guardado no se pudo conservar.</translation>
    </message>
</context>
<context>
    <name>LandscapeWorkspace</name>
    <message>
        <source>A kept surface: {title}.</source>
        <translation>Una superficie guardada: {title}.</translation>
    </message>
    <message>
        <source>As it was at step {step}.</source>
        <translation>Como era en el paso {step}.</translation>
    </message>
    <message>
        <source>At step {step} the true loss is {true}, on the plane {below}; {share} % of the way there is off it.</source>
        <translation>En el paso {step} la pérdida verdadera es {true} y en el plano {below}; el {share} % del camino hasta allí queda fuera de él.</translation>
    </message>
    <message>
        <source>At step {step} the true loss is {true}, outside the picture.</source>
        <translation>En el paso {step} la pérdida verdadera es {true}, fuera de la imagen.</translation>
    </message>
    <message>
        <source>Being refined: {share} % of {places} places are computed.</source>
        <translation>Se está afinando: calculado el {share} % de {places} lugares.</translation>
    </message>
    <message>
        <source>Biases and normalisation scales change too.</source>
        <translation>Los sesgos y las escalas de las normalizaciones también cambian.</translation>
    </message>
    <message>
        <source>Biases and normalisation scales stay as they are.</source>
        <translation>Los sesgos y las escalas de las normalizaciones quedan como están.</translation>
    </message>
    <message>
        <source>Curvature</source>
        <translation>Curvatura</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Loss on {examples}</source>
        <translation>Pérdida en {examples}</translation>
    </message>
    <message>
        <source>Loss with penalty on {examples}.</source>
        <translation>Pérdida con penalización en {examples}.</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Running variances change by equal factors from one solution to the other, so that they stay positive; all else by equal steps.</source>
        <translation>Las varianzas acumuladas cambian por factores iguales de una solución a la otra, para que sigan siendo positivas; todo lo demás, por pasos iguales.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Corridas</translation>
    </message>
    <message>
        <source>Surfaces</source>
        <translation>Superficies</translation>
    </message>
    <message>
        <source>The two components hold {one} % and {other} % of the walk&apos;s variance.</source>
        <translation>Las dos componentes contienen el {one} % y el {other} % de la varianza del camino.</translation>
    </message>
    <message>
        <source>Walk along an eigenvector</source>
        <translation>Caminar por un vector propio</translation>
    </message>
    <message>
        <source>along the eigenvector</source>
        <translation>por el vector propio</translation>
    </message>
    <message>
        <source>as it was at step {step}</source>
        <translation>como era en el paso {step}</translation>
    </message>
    <message>
        <source>being refined: {share} %</source>
        <translation>refinándose: {share} %</translation>
    </message>
    <message>
        <source>step {step}: {true}</source>
        <translation>paso {step}: {true}</translation>
    </message>
    <message>
        <source>step {step}: {true}, on the plane {below}</source>
        <translation>paso {step}: {true}, en el plano {below}</translation>
    </message>
    <message>
        <source>step {step}: {true}, outside the picture</source>
        <translation>paso {step}: {true}, fuera de la imagen</translation>
    </message>
    <message>
        <source>walk</source>
        <translation>camino</translation>
    </message>
    <message>
        <source>walk {share} % off the plane</source>
        <translation>camino {share} % fuera del plano</translation>
    </message>
    <message>
        <source>{share} % known, interpolated between</source>
        <translation>{share} % conocido, interpolado entre medio</translation>
    </message>
    <message>
        <source>{share} % of the whole walk is off the plane; drop lines go from the true loss to the surface.</source>
        <translation>El {share} % del camino entero queda fuera del plano; las líneas verticales van de la pérdida verdadera a la superficie.</translation>
    </message>
    <message>
        <source>{share} % of {places} places are known; between them it is interpolated.</source>
        <translation>Se conoce el {share} % de {places} puntos; entre ellos se interpola.</translation>
    </message>
    <message>
        <source>{why} Until then a fixed sample.</source>
        <translation>{why} Hasta entonces, una muestra fija.</translation>
    </message>
    <message>
        <source>{why} Until then in random directions.</source>
        <translation>{why} Hasta entonces, en direcciones al azar.</translation>
    </message>
</context>
<context>
    <name>LayerPage</name>
    <message>
        <source>Name of the layer</source>
        <translation>Nombre de la capa</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Shape of one example</source>
        <translation>Forma de un ejemplo</translation>
    </message>
    <message>
        <source>The layer&apos;s name, which its weights carry in files: letters, digits and _</source>
        <translation>El nombre de la capa, que llevan sus pesos en los archivos: letras, cifras y _</translation>
    </message>
    <message>
        <source>What comes in and what leaves, without the batch axis</source>
        <translation>Lo que entra y lo que sale, sin el eje del lote</translation>
    </message>
    <message>
        <source>from {name}</source>
        <translation>de {name}</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>aún desconocida</translation>
    </message>
    <message>
        <source>output</source>
        <translation>salida</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
</context>
<context>
    <name>LayersPage</name>
    <message>
        <source>Change several layers</source>
        <translation>Cambiar varias capas</translation>
    </message>
    <message>
        <source>Settings in common</source>
        <translation>Ajustes en común</translation>
    </message>
    <message>
        <source>These layers have no setting in common.</source>
        <translation>Estas capas no tienen ningún ajuste en común.</translation>
    </message>
    <message>
        <source>{layers} selected</source>
        <translation>{layers}: selección</translation>
    </message>
</context>
<context>
    <name>LearningView</name>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>Filters: the weights of each hidden unit</source>
        <translation>Filtros: los pesos de cada unidad oculta</translation>
    </message>
    <message>
        <source>Log-likelihood in nats, exact: all states are summed. The angle is between the exact gradient and what the machine learns by; beyond 90° a step goes down. A step that moves nothing has none.</source>
        <translation>Log-verosimilitud en nats, exacta: se suman todos los estados. El ángulo es entre el gradiente exacto y aquel con el que aprende la máquina; más allá de 90° un paso va cuesta abajo. Un paso que no mueve nada no tiene ángulo.</translation>
    </message>
    <message>
        <source>Mean field</source>
        <translation>Campo medio</translation>
    </message>
    <message>
        <source>More than 16 hidden units: the partition function, and with it log-likelihood and exact gradient, would take too long. The reconstruction error alone says little about the model.</source>
        <translation>Más de 16 unidades ocultas: la función de partición, y con ella la log-verosimilitud y el gradiente exacto, tardarían demasiado. El error de reconstrucción por sí solo dice poco del modelo.</translation>
    </message>
    <message>
        <source>No samples: chances, handed on in place of draws</source>
        <translation>No son muestras: probabilidades que se pasan en lugar de sorteos</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Muestras</translation>
    </message>
    <message>
        <source>What Gibbs sampling has drawn; or one step more in which chances are handed on in place of draws, which is smoother than any sample</source>
        <translation>Lo que ha sorteado el muestreo de Gibbs; o un paso más en que se pasan probabilidades en lugar de sorteos, más suave que cualquier muestra</translation>
    </message>
    <message>
        <source>angle (°)</source>
        <translation>ángulo (°)</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>examples kept apart</source>
        <translation>ejemplos apartados</translation>
    </message>
    <message>
        <source>learned examples</source>
        <translation>ejemplos aprendidos</translation>
    </message>
    <message>
        <source>log-likelihood</source>
        <translation>log-verosimilitud</translation>
    </message>
    <message>
        <source>reconstruction error</source>
        <translation>error de reconstrucción</translation>
    </message>
    <message>
        <source>the most there can be (dashed)</source>
        <translation>lo máximo posible (a trazos)</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>peso</translation>
    </message>
    <message>
        <source>{steps} Gibbs steps from chance, while it learned</source>
        <translation>{steps} pasos de Gibbs desde el azar, mientras aprendía</translation>
    </message>
</context>
<context>
    <name>LesionMap</name>
    <message>
        <source>The change of the loss without each unit</source>
        <translation>El cambio de la pérdida sin cada unidad</translation>
    </message>
    <message>
        <source>Unit {unit} of {layer} is muted in this map.</source>
        <translation>La unidad {unit} de {layer} está silenciada en este mapa.</translation>
    </message>
    <message>
        <source>Without unit {unit} of {layer} the loss changes by {change}.</source>
        <translation>Sin la unidad {unit} de {layer} la pérdida cambia en {change}.</translation>
    </message>
</context>
<context>
    <name>LesionsPanel</name>
    <message>
        <source>Blue units are needed: without them the loss rises. Click units to mute several at once.</source>
        <translation>Las unidades azules hacen falta: sin ellas sube la pérdida. Haz clic en unidades para silenciar varias a la vez.</translation>
    </message>
    <message>
        <source>Draw a network that can be trained, and see what each of its units is worth.</source>
        <translation>Dibuja una red que se pueda entrenar y verás cuánto vale cada una de sus unidades.</translation>
    </message>
    <message>
        <source>Mute none</source>
        <translation>No silenciar ninguna</translation>
    </message>
    <message>
        <source>This network has no hidden units that could be muted.</source>
        <translation>Esta red no tiene unidades ocultas que se puedan silenciar.</translation>
    </message>
    <message>
        <source>change of the loss</source>
        <translation>cambio de la pérdida</translation>
    </message>
    <message>
        <source>{layer} without {units}: {together} together; one by one they add up to {alone}.</source>
        <translation>{layer} sin {units}: {together} juntas; una por una suman {alone}.</translation>
    </message>
</context>
<context>
    <name>Life</name>
    <message>
        <source>Dead: on {count} training examples its slope is 0, so it does not learn.</source>
        <translation>Muerta: en {count} ejemplos de entrenamiento su pendiente es 0, así que no aprende.</translation>
    </message>
    <message>
        <source>In truth: {target}</source>
        <translation>En verdad: {target}</translation>
    </message>
    <message>
        <source>Muted: it gives 0 whatever comes in.</source>
        <translation>Silenciada: da 0 sin importar lo que llegue.</translation>
    </message>
    <message>
        <source>Saturated: on nearly all of {count} training examples its slope is almost 0, so it hardly learns.</source>
        <translation>Saturada: en casi todos los {count} ejemplos de entrenamiento su pendiente es casi 0, así que apenas aprende.</translation>
    </message>
    <message>
        <source>black {low}, white {high}</source>
        <translation>negro {low}, blanco {high}</translation>
    </message>
    <message>
        <source>each on its own scale</source>
        <translation>cada una en su escala</translation>
    </message>
    <message>
        <source>in truth</source>
        <translation>en verdad</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>pérdida {loss}</translation>
    </message>
    <message>
        <source>no loss: the truth is unknown</source>
        <translation>sin pérdida: se desconoce la verdad</translation>
    </message>
    <message>
        <source>the last {shown} of {total}</source>
        <translation>los últimos {shown} de {total}</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>pesos</translation>
    </message>
    <message>
        <source>{layer}, filter {unit}, from channel {channel}
weight {value} in row {row}, column {column}</source>
        <translation>{layer}, filtro {unit}, desde el canal {channel}
peso {value} en la fila {row}, columna {column}</translation>
    </message>
    <message>
        <source>{layer}, step {step}: {symbol}, number {number} in the alphabet</source>
        <translation>{layer}, paso {step}: {symbol}, número {number} del alfabeto</translation>
    </message>
    <message>
        <source>{layer}, unit {unit}</source>
        <translation>{layer}, unidad {unit}</translation>
    </message>
    <message>
        <source>{layer}: {value} in row {row}, column {column}</source>
        <translation>{layer}: {value} en la fila {row}, columna {column}</translation>
    </message>
    <message>
        <source>{shown} of
{total}</source>
        <translation>{shown} de
{total}</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{shown} de {total}</translation>
    </message>
    <message>
        <source>{shown} of {total} maps, {rows} × {columns} places</source>
        <translation>{shown} de {total} mapas, {rows} × {columns} lugares</translation>
    </message>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>se muestran {shown} de {total}</translation>
    </message>
    <message>
        <source>{source}, unit {from_unit} → {target}, unit {to_unit}
{symbol} = {value}</source>
        <translation>{source}, unidad {from_unit} → {target}, unidad {to_unit}
{symbol} = {value}</translation>
    </message>
    <message>
        <source>{symbol} = {value} by the last step</source>
        <translation>{symbol} = {value} por el último paso</translation>
    </message>
    <message>
        <source>{symbol} = {value}, over {count} examples</source>
        <translation>{symbol} = {value}, con {count} ejemplos</translation>
    </message>
    <message>
        <source>{units} of {all} units, {steps} of {long} steps</source>
        <translation>{units} de {all} unidades, {steps} de {long} pasos</translation>
    </message>
    <message>
        <source>{value} at ({x}, {y})</source>
        <translation>{value} en ({x}, {y})</translation>
    </message>
    <message>
        <source>{value} at step {step}</source>
        <translation>{value} en el paso {step}</translation>
    </message>
    <message>
        <source>{value} for the example in hand</source>
        <translation>{value} para el ejemplo elegido</translation>
    </message>
    <message>
        <source>{value} in row {row}, column {column}</source>
        <translation>{value} en la fila {row}, columna {column}</translation>
    </message>
    <message>
        <source>{value}, number {unit} ({layer})</source>
        <translation>{value}, número {unit} ({layer})</translation>
    </message>
</context>
<context>
    <name>LifeBar</name>
    <message>
        <source>Example made by hand</source>
        <translation>Ejemplo hecho a mano</translation>
    </message>
    <message>
        <source>Example {place} of {count}, {part}: {target}</source>
        <translation>Ejemplo {place} de {count}, {part}: {target}</translation>
    </message>
    <message>
        <source>Links: gradient</source>
        <translation>Conexiones: gradiente</translation>
    </message>
    <message>
        <source>Links: last change</source>
        <translation>Conexiones: último cambio</translation>
    </message>
    <message>
        <source>Links: weight</source>
        <translation>Conexiones: peso</translation>
    </message>
    <message>
        <source>Links: weight × activation</source>
        <translation>Conexiones: peso × activación</translation>
    </message>
    <message>
        <source>Scale: each layer</source>
        <translation>Escala: cada capa</translation>
    </message>
    <message>
        <source>Scale: each unit</source>
        <translation>Escala: cada unidad</translation>
    </message>
    <message>
        <source>Scale: the network</source>
        <translation>Escala: la red</translation>
    </message>
    <message>
        <source>Show on the drawing what layers and links hold</source>
        <translation>Mostrar en el dibujo lo que contienen las capas y las conexiones</translation>
    </message>
    <message>
        <source>Show on the drawing what layers and links hold. Units that are dead are crossed out, those that are saturated have a marked corner; in large networks only while the training rests.</source>
        <translation>Muestra en el dibujo lo que contienen las capas y las conexiones. Las unidades muertas están tachadas y las saturadas tienen una esquina marcada; en redes grandes, solo mientras el entrenamiento descansa.</translation>
    </message>
    <message>
        <source>The example before</source>
        <translation>El ejemplo anterior</translation>
    </message>
    <message>
        <source>The next example</source>
        <translation>El ejemplo siguiente</translation>
    </message>
    <message>
        <source>Weights were edited by hand since the last step: what is seen was not learned alone.</source>
        <translation>Se editaron pesos a mano después del último paso: lo que se ve no es solo aprendido.</translation>
    </message>
    <message>
        <source>What has a scale of its own. Only what shares a scale can be compared by its colours; a convolution, its activation and its pooling share one.</source>
        <translation>Qué tiene una escala propia. Solo se puede comparar por sus colores lo que comparte una escala; una convolución, su activación y su agrupación comparten una.</translation>
    </message>
    <message>
        <source>What the width and the colour of links stand for: the weights; what each passes on of the example in hand, w·a; how the loss would change with them, ∂J/∂w; or what the last step changed, Δw. The scale is written at each link.</source>
        <translation>Qué representan el grosor y el color de las conexiones: los pesos; lo que cada una transmite del ejemplo elegido, w·a; cómo cambiaría la pérdida con ellas, ∂J/∂w; o lo que cambió el último paso, Δw. La escala está escrita junto a cada conexión.</translation>
    </message>
    <message>
        <source>weights edited</source>
        <translation>pesos editados</translation>
    </message>
</context>
<context>
    <name>LineCanvas</name>
    <message>
        <source>Drag a value of the signal up or down; point at an output, or at a value, to see what it is made of or where it goes</source>
        <translation>Arrastra un valor de la señal hacia arriba o hacia abajo; señala una salida o un valor para ver de qué está hecha o adónde va</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Señal</translation>
    </message>
    <message>
        <source>Signal and output</source>
        <translation>Señal y salida</translation>
    </message>
</context>
<context>
    <name>LineEditor</name>
    <message>
        <source>several</source>
        <translation>varios</translation>
    </message>
</context>
<context>
    <name>LinePanel</name>
    <message>
        <source>A kernel along one axis: time, or a row of pixels. Drag values of the signal, change weights, point at anything.</source>
        <translation>Un núcleo a lo largo de un eje: el tiempo, o una fila de píxeles. Arrastra valores de la señal, cambia pesos, señala cualquier cosa.</translation>
    </message>
    <message>
        <source>An output sees {reach} values of the signal, also such as come later.</source>
        <translation>Una salida ve {reach} valores de la señal, también los que vienen después.</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>A mano</translation>
    </message>
    <message>
        <source>Causal: an output sees its own time and the {past} before it, and nothing later.</source>
        <translation>Causal: una salida ve su propio instante y los {past} anteriores, y nada posterior.</translation>
    </message>
    <message>
        <source>Change the dilation</source>
        <translation>Cambiar la dilatación</translation>
    </message>
    <message>
        <source>Change the padding</source>
        <translation>Cambiar el relleno</translation>
    </message>
    <message>
        <source>Change the signal</source>
        <translation>Cambiar la señal</translation>
    </message>
    <message>
        <source>Change the size of the kernel</source>
        <translation>Cambiar el tamaño del núcleo</translation>
    </message>
    <message>
        <source>Change the stride</source>
        <translation>Cambiar el paso</translation>
    </message>
    <message>
        <source>Choose a kernel</source>
        <translation>Elegir un núcleo</translation>
    </message>
    <message>
        <source>Convolution of a network</source>
        <translation>Convolución de una red</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>Dilatación</translation>
    </message>
    <message>
        <source>Every output gathers values; or, transposed, every value paints a copy of the kernel, and where copies overlap they add up</source>
        <translation>Cada salida reúne valores; o, transpuesta, cada valor pinta una copia del núcleo, y donde las copias se solapan se suman</translation>
    </message>
    <message>
        <source>How far the kernel moves each time</source>
        <translation>Cuánto avanza el núcleo cada vez</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Kernels that are known by name; any weight can be changed</source>
        <translation>Núcleos conocidos por su nombre; se puede cambiar cualquier peso</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Señal</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>The distance between the values under neighbouring weights</source>
        <translation>La distancia entre los valores bajo pesos vecinos</translation>
    </message>
    <message>
        <source>The stride divides the kernel: every output is painted {count} times, evenly.</source>
        <translation>El paso divide al núcleo: cada salida se pinta {count} veces, por igual.</translation>
    </message>
    <message>
        <source>The stride does not divide the kernel: outputs are painted {low} or {high} times by turns. In an image that is a checkerboard, before any training.</source>
        <translation>El paso no divide al núcleo: las salidas se pintan {low} o {high} veces, por turnos. En una imagen eso es un tablero de ajedrez, antes de entrenar nada.</translation>
    </message>
    <message>
        <source>Transpose the convolution</source>
        <translation>Transponer la convolución</translation>
    </message>
    <message>
        <source>Transposed convolution</source>
        <translation>Convolución transpuesta</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>Weights of the kernel</source>
        <translation>Pesos del núcleo</translation>
    </message>
    <message>
        <source>What is put around the signal. Causal: zeros before it only, so that no output knows what comes later</source>
        <translation>Lo que se pone alrededor de la señal. Causal: ceros solo antes, para que ninguna salida sepa lo que viene después</translation>
    </message>
    <message>
        <source>What the kernel slides along</source>
        <translation>Por dónde se desliza el núcleo</translation>
    </message>
    <message>
        <source>o = (i − 1)·s + k = {length} without padding</source>
        <translation>o = (i − 1)·s + k = {length} sin relleno</translation>
    </message>
</context>
<context>
    <name>LineView</name>
    <message>
        <source>Change a weight</source>
        <translation>Cambiar un peso</translation>
    </message>
    <message>
        <source>Choose a run that has ended.</source>
        <translation>Elige una corrida que haya terminado.</translation>
    </message>
    <message>
        <source>Copies that overlap, in an image</source>
        <translation>Copias que se solapan, en una imagen</translation>
    </message>
    <message>
        <source>Draw the signal</source>
        <translation>Dibujar la señal</translation>
    </message>
    <message>
        <source>How many copies of the kernel add up at each place of an image, with the same size and stride along both axes: its upper left corner</source>
        <translation>Cuántas copias del núcleo se suman en cada lugar de una imagen, con el mismo tamaño y paso en ambos ejes: su esquina superior izquierda</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>No value reaches this output.</source>
        <translation>Ningún valor llega a esta salida.</translation>
    </message>
    <message>
        <source>On the straight line from the weights now to {run} the loss rises by {height} above its ends.</source>
        <translation>En la recta desde los pesos actuales hasta {run}, la pérdida sube {height} por encima de sus extremos.</translation>
    </message>
    <message>
        <source>On the straight line to {run} the loss is not finite everywhere.</source>
        <translation>En la recta hasta {run} la pérdida no es finita en todas partes.</translation>
    </message>
    <message>
        <source>Output {place} = {value}, the sum of {count} products</source>
        <translation>Salida {place} = {value}, la suma de {count} productos</translation>
    </message>
    <message>
        <source>Value {place} = {value} goes into {count} outputs</source>
        <translation>El valor {place} = {value} va a {count} salidas</translation>
    </message>
    <message>
        <source>Weight {tap} = {value} takes part in {count} products: it is one number</source>
        <translation>El peso {tap} = {value} participa en {count} productos: es un solo número</translation>
    </message>
    <message>
        <source>from here (0) to there (1)</source>
        <translation>de aquí (0) a allí (1)</translation>
    </message>
</context>
<context>
    <name>LooksPanel</name>
    <message>
        <source>Another start</source>
        <translation>Otro comienzo</translation>
    </message>
    <message>
        <source>As GIF or WebP, with the epoch in each picture</source>
        <translation>Como GIF o WebP, con la época en cada imagen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Climb from the same start at every epoch of the timeline that is kept</source>
        <translation>Asciende desde el mismo comienzo en cada época que guarda la línea de tiempo</translation>
    </message>
    <message>
        <source>Each picture is climbed to from the same noise, along the network&apos;s own gradient: what goes into the unit becomes as large as it can, with fine patterns held back. It is one answer of many; another start may end elsewhere.</source>
        <translation>A cada imagen se asciende desde el mismo ruido, por el gradiente de la propia red: lo que entra en la unidad se hace tan grande como puede, frenando los detalles finos. Es una respuesta de muchas; otro comienzo puede acabar en otro lugar.</translation>
    </message>
    <message>
        <source>Film its life</source>
        <translation>Filmar su vida</translation>
    </message>
    <message>
        <source>In the middle</source>
        <translation>En el centro</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>Leave the climb, or the film, as far as it has come</source>
        <translation>Deja el ascenso, o la película, hasta donde ha llegado</translation>
    </message>
    <message>
        <source>Mean of the map</source>
        <translation>Media del mapa</translation>
    </message>
    <message>
        <source>Of a map either one place in its middle answers, which sees a part of the picture, or all places together</source>
        <translation>De un mapa responde o un lugar de su centro, que ve una parte de la imagen, o todos los lugares juntos</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Lugar</translation>
    </message>
    <message>
        <source>Save the film</source>
        <translation>Guardar la película</translation>
    </message>
    <message>
        <source>The layer whose units are asked what they look for</source>
        <translation>La capa a cuyas unidades se pregunta qué buscan</translation>
    </message>
    <message>
        <source>The next seed: what stays the same is the unit&apos;s, what changes is chance</source>
        <translation>La semilla siguiente: lo que se mantiene es de la unidad, lo que cambia es azar</translation>
    </message>
</context>
<context>
    <name>LooksView</name>
    <message>
        <source>Its life</source>
        <translation>Su vida</translation>
    </message>
    <message>
        <source>Its life: the same start, climbed at every epoch that was looked back at</source>
        <translation>Su vida: el mismo comienzo, ascendido en cada época que se ha visto</translation>
    </message>
    <message>
        <source>Nothing in this network sees images. Draw one with a Convolution 2-D, or open the example LeNet-5.</source>
        <translation>Nada en esta red ve imágenes. Dibuja una con una Convolución 2-D o abre el ejemplo LeNet-5.</translation>
    </message>
    <message>
        <source>The chosen one</source>
        <translation>La elegida</translation>
    </message>
    <message>
        <source>There is no network to ask yet. Draw one with a Convolution 2-D and give it images.</source>
        <translation>Todavía no hay ninguna red a la que preguntar. Dibuja una con una Convolución 2-D y dale imágenes.</translation>
    </message>
    <message>
        <source>What units look for</source>
        <translation>Qué buscan las unidades</translation>
    </message>
    <message>
        <source>class {name}</source>
        <translation>clase {name}</translation>
    </message>
    <message>
        <source>epoch {epoch}, one picture</source>
        <translation>época {epoch}, una imagen</translation>
    </message>
    <message>
        <source>epochs {first} to {last}, {count} pictures</source>
        <translation>épocas {first} a {last}; imágenes: {count}</translation>
    </message>
    <message>
        <source>{layer}, unit {unit}</source>
        <translation>{layer}, unidad {unit}</translation>
    </message>
    <message>
        <source>{unit}: what goes into it is {score} for this picture.</source>
        <translation>{unit}: lo que entra en ella es {score} con esta imagen.</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>, validation {value}</source>
        <translation>, validación {value}</translation>
    </message>
    <message>
        <source>A plot of the learning rate: what the schedule made of it, and what you did. A smaller one often shows in the loss at once.</source>
        <translation>Una gráfica de la tasa de aprendizaje: cómo cambia con el tiempo y lo que has hecho tú. Cuando baja, a menudo se nota enseguida en la pérdida.</translation>
    </message>
    <message>
        <source>A second plot for the accuracy, or R² in regression: what the loss stands for, in units people read.</source>
        <translation>Una segunda gráfica para la exactitud, o R² en regresión: lo que significa la pérdida, en unidades que se leen bien.</translation>
    </message>
    <message>
        <source>Copy the curves as a picture.</source>
        <translation>Copia las curvas como imagen.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Logarithmic loss axis: shows whether the loss still falls when it is already small.</source>
        <translation>Eje de pérdida logarítmico: muestra si la pérdida sigue bajando cuando ya es pequeña.</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Métrica</translation>
    </message>
    <message>
        <source>Of {epochs} epochs the figures of {rows} are kept: all of the newest, fewer of the older ones.</source>
        <translation>De {epochs} épocas se guardan las cifras de {rows}: todas las de las últimas, menos de las anteriores.</translation>
    </message>
    <message>
        <source>Press Train.</source>
        <translation>Pulsa Entrenar.</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Tasa</translation>
    </message>
    <message>
        <source>Save the history</source>
        <translation>Guardar el historial</translation>
    </message>
    <message>
        <source>Save the history as a table (CSV), one row per epoch.</source>
        <translation>Guarda el historial como tabla (CSV), una fila por época.</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabla (*.csv)</translation>
    </message>
    <message>
        <source>The loss appears here after the first epoch.</source>
        <translation>La pérdida aparece aquí tras la primera época.</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>exactitud</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>epoch {epoch}: {value}</source>
        <translation>época {epoch}: {value}</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>tasa de aprendizaje</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>{epochs} epochs, drawn as lows and highs of {points} stretches.</source>
        <translation>{epochs} épocas, dibujadas como mínimos y máximos de {points} tramos.</translation>
    </message>
</context>
<context>
    <name>LossSample</name>
    <message>
        <source>There is no minibatch before the next step.</source>
        <translation>No hay minilote antes del próximo paso.</translation>
    </message>
</context>
<context>
    <name>MachinePanel</name>
    <message>
        <source>Begin anew with the same seed (F8)</source>
        <translation>Empezar de nuevo con la misma semilla (F8)</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>Época {epoch}</translation>
    </message>
    <message>
        <source>Estimate ln Z</source>
        <translation>Estimar ln Z</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Let it learn, or pause (F5)</source>
        <translation>Dejar que aprenda, o pausar (F5)</translation>
    </message>
    <message>
        <source>Machines that show one thing each; they learn as far as it takes</source>
        <translation>Máquinas que muestran una cosa cada una; aprenden tanto como haga falta</translation>
    </message>
    <message>
        <source>One epoch (F6)</source>
        <translation>Una época (F6)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>Escena</translation>
    </message>
    <message>
        <source>Scenes…</source>
        <translation>Escenas…</translation>
    </message>
    <message>
        <source>There are too many states to go through them: 100 chains of annealed importance sampling estimate the partition function, and with it the log-likelihood</source>
        <translation>Hay demasiados estados para recorrerlos: 100 cadenas de muestreo de importancia con templado estiman la función de partición, y con ella la log-verosimilitud</translation>
    </message>
    <message>
        <source>ln Z = {value}, exactly</source>
        <translation>ln Z = {value}, exacto</translation>
    </message>
    <message>
        <source>ln Z ≈ {value}, most likely between {low} and {high}</source>
        <translation>ln Z ≈ {value}, muy probablemente entre {low} y {high}</translation>
    </message>
    <message>
        <source>ln p of the examples = {value} on average</source>
        <translation>ln p de los ejemplos = {value} de media</translation>
    </message>
    <message>
        <source>ln p of the examples ≈ {value} on average</source>
        <translation>ln p de los ejemplos ≈ {value} de media</translation>
    </message>
    <message>
        <source>no model reaches more than {best}</source>
        <translation>ningún modelo llega a más de {best}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Redo: {step}</source>
        <translation>&amp;Rehacer: {step}</translation>
    </message>
    <message>
        <source>&amp;Undo: {step}</source>
        <translation>&amp;Deshacer: {step}</translation>
    </message>
    <message>
        <source>Go back to the best epoch</source>
        <translation>Volver a la mejor época</translation>
    </message>
</context>
<context>
    <name>MapChoice</name>
    <message>
        <source>Back to the principal components</source>
        <translation>Volver a las componentes principales</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Only who is near whom means something: distances between groups, their sizes and their shapes mean nothing. Neighbours are lost by {loss} nats (KL).</source>
        <translation>Solo significa algo quién está cerca de quién: las distancias entre grupos, sus tamaños y sus formas no significan nada. De la vecindad se pierden {loss} nats (KL).</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplejidad</translation>
    </message>
    <message>
        <source>Perplexity: how many neighbours of each word count. Try others: groups that come and go with it are none.</source>
        <translation>Perplejidad: cuántos vecinos de cada palabra cuentan. Prueba otras: los grupos que van y vienen con ella no son tales.</translation>
    </message>
    <message>
        <source>Principal components</source>
        <translation>Componentes principales</translation>
    </message>
    <message>
        <source>The plane on which the vectors are spread most, as they lie; or t-SNE, which puts neighbours beside each other, however far the rest has to move</source>
        <translation>El plano en el que los vectores se extienden más, tal como están; o t-SNE, que pone a los vecinos juntos, por mucho que lo demás tenga que moverse</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>t-SNE is worked out when the learning rests.</source>
        <translation>t-SNE se calcula cuando el aprendizaje descansa.</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>From {low} to {high}</source>
        <translation>De {low} a {high}</translation>
    </message>
</context>
<context>
    <name>MarginPlot</name>
    <message>
        <source>The score of the true class minus the largest other one. Below zero the network says something else. The same distance along the gradient and along directions drawn at random: it is the direction that hurts</source>
        <translation>La puntuación de la clase verdadera menos la mayor de las otras. Por debajo de cero la red dice otra cosa. La misma distancia por el gradiente y por direcciones sorteadas al azar: lo que daña es la dirección</translation>
    </message>
    <message>
        <source>distance (length of what is added)</source>
        <translation>distancia (longitud de lo añadido)</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>gradiente</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>margen</translation>
    </message>
    <message>
        <source>random directions</source>
        <translation>direcciones al azar</translation>
    </message>
    <message>
        <source>sign of the gradient</source>
        <translation>signo del gradiente</translation>
    </message>
</context>
<context>
    <name>MemoryPanel</name>
    <message>
        <source>How much the loss of the last step would change with the state of k steps before, as the gradient says it: its length, the mean over 128 training examples; the band holds eight of ten. Nothing is scaled to its largest. Where the line is steep, what was read early teaches the network hardly anything.</source>
        <translation>Cuánto cambiaría la pérdida del último paso con el estado de k pasos antes, según el gradiente: su longitud, la media sobre 128 ejemplos de entrenamiento; la banda contiene ocho de cada diez. Nada se divide por su máximo. Donde la línea cae deprisa, lo que se leyó al principio apenas le enseña algo a la red.</translation>
    </message>
    <message>
        <source>Simple RNN, LSTM and GRU in the place of the recurrent layers, with the same units, data, settings and seed, each from its beginning. The training itself stays as it is.</source>
        <translation>RNN simple, LSTM y GRU en lugar de las capas recurrentes, con las mismas unidades, datos, ajustes y semilla, cada una desde el principio. El entrenamiento mismo se queda como está.</translation>
    </message>
    <message>
        <source>The recurrent layer whose memory is measured</source>
        <translation>La capa recurrente cuya memoria se mide</translation>
    </message>
    <message>
        <source>Train the three beside each other</source>
        <translation>Entrenar las tres una junto a otra</translation>
    </message>
</context>
<context>
    <name>MemoryPlot</name>
    <message>
        <source>k, steps back from the last one</source>
        <translation>k, pasos hacia atrás desde el último</translation>
    </message>
    <message>
        <source>this network</source>
        <translation>esta red</translation>
    </message>
    <message>
        <source>{network}, by its cell c</source>
        <translation>{network}, por su celda c</translation>
    </message>
    <message>
        <source>‖∂loss / ∂h‖ k steps back</source>
        <translation>‖∂pérdida / ∂h‖ k pasos atrás</translation>
    </message>
</context>
<context>
    <name>MemoryView</name>
    <message>
        <source>This network</source>
        <translation>Esta red</translation>
    </message>
    <message>
        <source>Three kinds, one seed</source>
        <translation>Tres tipos, una semilla</translation>
    </message>
    <message>
        <source>{kind}: {reason}</source>
        <translation>{kind}: {reason}</translation>
    </message>
    <message>
        <source>{network}: {first} at the last step, {last} at k = {k}</source>
        <translation>{network}: {first} en el último paso, {last} con k = {k}</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Dispositivo</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Labs</source>
        <translation>&amp;Laboratorios</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Paneles</translation>
    </message>
    <message>
        <source>&amp;Threads of the processor</source>
        <translation>&amp;Hilos del procesador</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>E&amp;ntrenamiento</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>A step&apos;s examples are divided among so many threads. The same number gives the same run, bit for bit; another one the same to rounding</source>
        <translation>Los ejemplos de un paso se reparten entre esta cantidad de hilos. El mismo número da el mismo recorrido, bit a bit; otro da el mismo salvo redondeo</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>Alinear</translation>
    </message>
    <message>
        <source>As many as are the fastest, measured at the start of a training: one for small networks</source>
        <translation>Tantos como resulten más rápidos, medidos al empezar un entrenamiento: uno para redes pequeñas</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automático</translation>
    </message>
    <message>
        <source>New from examp&amp;le</source>
        <translation>Nuevo desde un ejemp&amp;lo</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>Abrir &amp;reciente</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>T&amp;ema</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the drawing</source>
        <translation>Vista general del dibujo</translation>
    </message>
    <message>
        <source>The whole drawing; press where you want to look</source>
        <translation>El dibujo entero; pulsa donde quieras mirar</translation>
    </message>
</context>
<context>
    <name>MoreSettings</name>
    <message>
        <source>Examples, changed on the way</source>
        <translation>Ejemplos, cambiados por el camino</translation>
    </message>
    <message>
        <source>Examples, made harder</source>
        <translation>Ejemplos, hechos más difíciles</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Maestra</translation>
    </message>
    <message>
        <source>What is learned first, and how fast</source>
        <translation>Qué se aprende primero y qué tan rápido</translation>
    </message>
    <message>
        <source>What one step does to the weights θ: g is the gradient, η the learning rate</source>
        <translation>Lo que un paso hace con los pesos θ: g es el gradiente, η la tasa de aprendizaje</translation>
    </message>
    <message>
        <source>While it trains</source>
        <translation>Durante el entrenamiento</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>; of the channels the first {shown}</source>
        <translation>; de los canales, los primeros {shown}</translation>
    </message>
    <message>
        <source>Each map its own</source>
        <translation>Cada mapa la suya</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>It can see {rows} × {columns} of the input&apos;s pixels; how much it looks at each is another question</source>
        <translation>Puede ver {rows} × {columns} píxeles de la entrada; cuánto mira cada uno es otra pregunta</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>One for each layer</source>
        <translation>Una para cada capa</translation>
    </message>
    <message>
        <source>One for the network</source>
        <translation>Una para la red</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Escala</translation>
    </message>
    <message>
        <source>Sum of the products {total} + bias {bias} = {sum}</source>
        <translation>Suma de los productos {total} + sesgo {bias} = {sum}</translation>
    </message>
    <message>
        <source>The convolution whose filters are shown</source>
        <translation>La convolución cuyos filtros se muestran</translation>
    </message>
    <message>
        <source>The network: {before} before the activation, {after} after it</source>
        <translation>La red: {before} antes de la activación, {after} después</translation>
    </message>
    <message>
        <source>What shares a scale of colours: the maps of a convolution with its activation and its pooling, all layers of the network, or every map by itself; then sizes cannot be compared</source>
        <translation>Lo que comparte una escala de colores: los mapas de una convolución con su activación y su agrupación, todas las capas de la red, o cada mapa por sí solo; entonces los tamaños no se pueden comparar</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>pesos</translation>
    </message>
    <message>
        <source>{filters} filters of {height} × {width}</source>
        <translation>{filters} filtros de {height} × {width}</translation>
    </message>
    <message>
        <source>{filters} filters of {height} × {width}, a column for each; a row for each of {channels} channels</source>
        <translation>{filters} filtros de {height} × {width}, una columna para cada uno; una fila para cada uno de los {channels} canales</translation>
    </message>
    <message>
        <source>{layer}, map {channel}, place ({row}, {column})</source>
        <translation>{layer}, mapa {channel}, lugar ({row}, {column})</translation>
    </message>
</context>
<context>
    <name>NetworkView</name>
    <message>
        <source>Click a place of a convolution&apos;s map: what that unit sees is marked on the input, and its sum is written here.</source>
        <translation>Haz clic en un lugar del mapa de una convolución: lo que ve esa unidad se marca en la entrada, y su suma se escribe aquí.</translation>
    </message>
    <message>
        <source>Nothing in this network sees images. Draw one with a Convolution 2-D, or open the example LeNet-5.</source>
        <translation>Nada en esta red ve imágenes. Dibuja una con una Convolución 2-D o abre el ejemplo LeNet-5.</translation>
    </message>
    <message>
        <source>There is no network to look into yet. Draw one with a Convolution 2-D and give it images.</source>
        <translation>Todavía no hay una red en la que mirar. Dibuja una con una Convolución 2-D y dale imágenes.</translation>
    </message>
    <message>
        <source>each map on its own scale</source>
        <translation>cada mapa en su propia escala</translation>
    </message>
    <message>
        <source>what it says</source>
        <translation>lo que dice</translation>
    </message>
</context>
<context>
    <name>NetworkWorkspace</name>
    <message>
        <source>Computation</source>
        <translation>Cómputo</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Datos</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>Bifurcación</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradientes</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspector</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Lesiones</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Lista</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>Predicciones</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espacio</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Ctrl+Enter keeps the text, Esc what was there before</source>
        <translation>Ctrl+Enter guarda el texto, Esc deja lo que había</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>Texto de la nota</translation>
    </message>
</context>
<context>
    <name>NumberBox</name>
    <message>
        <source>several</source>
        <translation>varios</translation>
    </message>
    <message>
        <source>“{text}” can be read as {thousands} or as {decimals}. Write “{thousands}” or “{decimals}0”.</source>
        <translation>«{text}» puede leerse como {thousands} o como {decimals}. Escribe «{thousands}» o «{decimals}0».</translation>
    </message>
</context>
<context>
    <name>NumbersTable</name>
    <message>
        <source>Choose a number to see how it comes about.</source>
        <translation>Elige un número para ver de dónde sale.</translation>
    </message>
    <message>
        <source>The numbers of this stage</source>
        <translation>Los números de esta etapa</translation>
    </message>
</context>
<context>
    <name>Outline</name>
    <message>
        <source>Search the list</source>
        <translation>Buscar en la lista</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Buscar…</translation>
    </message>
    <message>
        <source>Show only the layers whose name, kind or connections contain these words</source>
        <translation>Muestra solo las capas cuyo nombre, tipo o conexiones contienen estas palabras</translation>
    </message>
    <message>
        <source>The layers of the network will be listed here.</source>
        <translation>Aquí se listarán las capas de la red.</translation>
    </message>
</context>
<context>
    <name>OverlayButton</name>
    <message>
        <source>Gathered squares as areas</source>
        <translation>Cuadrados acumulados como áreas</translation>
    </message>
    <message>
        <source>Gradient, or tangent of a curve</source>
        <translation>Gradiente, o tangente de una curva</translation>
    </message>
    <message>
        <source>How much each direction&apos;s steps are divided by: Adagrad, RMSprop, Adam and their kin</source>
        <translation>Por cuánto se dividen los pasos en cada dirección: Adagrad, RMSprop, Adam y parientes</translation>
    </message>
    <message>
        <source>Momentum&apos;s part of the step</source>
        <translation>La parte del paso que pone el momento</translation>
    </message>
    <message>
        <source>Newton&apos;s parabola or paraboloid</source>
        <translation>Parábola o paraboloide de Newton</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>The next step</source>
        <translation>El próximo paso</translation>
    </message>
    <message>
        <source>The step as the sum of what the gradient asks for and what is remembered; of optimizers with momentum</source>
        <translation>El paso como suma de lo que pide el gradiente y lo que se recuerda; en los optimizadores con momento</translation>
    </message>
    <message>
        <source>They compare directions, and a curve has one: choose a surface to see them</source>
        <translation>Comparan direcciones, y una curva tiene una sola: elige una superficie para verlos</translation>
    </message>
    <message>
        <source>What slope and curvature here say about everywhere else, and where its bottom is</source>
        <translation>Lo que la pendiente y la curvatura de aquí dicen de todo lo demás, y dónde está su fondo</translation>
    </message>
    <message>
        <source>What to draw beside the walk</source>
        <translation>Qué dibujar además del camino</translation>
    </message>
    <message>
        <source>Where each optimizer goes next, as long as the step is</source>
        <translation>Adónde va después cada optimizador, con la longitud del paso</translation>
    </message>
    <message>
        <source>Where it goes down most steeply. The arrow is longest where a walk was steepest; each power of ten less steep takes a quarter off, and where there is no slope there is no arrow. On a curve the tangent, with its slope</source>
        <translation>Hacia donde baja con más pendiente. La flecha es más larga donde un camino fue más empinado; cada potencia de diez menos le quita un cuarto, y donde no hay pendiente no hay flecha. En una curva, la tangente con su pendiente</translation>
    </message>
</context>
<context>
    <name>OwnImages</name>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open a file of images</source>
        <translation>Abrir un archivo de imágenes</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>Abrir una carpeta de imágenes</translation>
    </message>
    <message>
        <source>Sets of images</source>
        <translation>Conjuntos de imágenes</translation>
    </message>
    <message>
        <source>Where are the images of “{name}”?</source>
        <translation>¿Dónde están las imágenes de «{name}»?</translation>
    </message>
</context>
<context>
    <name>OwnPictures</name>
    <message>
        <source>Bring a picture</source>
        <translation>Traer una imagen</translation>
    </message>
    <message>
        <source>Clipboard</source>
        <translation>Portapapeles</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>Abrir una imagen</translation>
    </message>
    <message>
        <source>Pictures ({kinds})</source>
        <translation>Imágenes ({kinds})</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard. Copy one, in a browser or a painting program.</source>
        <translation>No hay ninguna imagen en el portapapeles. Copia una, en un navegador o un programa de dibujo.</translation>
    </message>
</context>
<context>
    <name>OwnTable</name>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open a table</source>
        <translation>Abrir una tabla</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tablas</translation>
    </message>
    <message>
        <source>table</source>
        <translation>tabla</translation>
    </message>
</context>
<context>
    <name>OwnText</name>
    <message>
        <source>All files</source>
        <translation>Todos los archivos</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>Abrir un texto</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
</context>
<context>
    <name>PairBox</name>
    <message>
        <source>Another word of the text with one of its neighbours, and other noise</source>
        <translation>Otra palabra del texto con una de sus vecinas, y otro ruido</translation>
    </message>
    <message>
        <source>Backwards</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Forwards</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>How each number would have to change for a smaller loss: the exact gradient</source>
        <translation>Cómo tendría que cambiar cada número para una pérdida menor: el gradiente exacto</translation>
    </message>
    <message>
        <source>How well does the vector v of the word tell its neighbour from noise?</source>
        <translation>¿Qué tan bien distingue el vector v de la palabra a su vecina del ruido?</translation>
    </message>
    <message>
        <source>Loss: −ln σ(u·v) of the neighbour and −ln σ(−u·v) of noise, together {loss}</source>
        <translation>Pérdida: −ln σ(u·v) de la vecina y −ln σ(−u·v) del ruido, en total {loss}</translation>
    </message>
    <message>
        <source>One pair in steps: {word} → {other}</source>
        <translation>Un par por pasos: {word} → {other}</translation>
    </message>
    <message>
        <source>Other pair</source>
        <translation>Otro par</translation>
    </message>
    <message>
        <source>Take a step against the gradient, of the learning rate, on a copy of these vectors</source>
        <translation>Dar un paso contra el gradiente, con la tasa de aprendizaje, en una copia de estos vectores</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Actualizar</translation>
    </message>
    <message>
        <source>With the learning rate {rate} the loss goes from {before} to {after}</source>
        <translation>Con la tasa de aprendizaje {rate} la pérdida pasa de {before} a {after}</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>candidata</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>no cuenta</translation>
    </message>
    <message>
        <source>u·v after</source>
        <translation>u·v después</translation>
    </message>
    <message>
        <source>y is 1 for the true neighbour and 0 for noise. Copies of the vectors of the first seed.</source>
        <translation>y es 1 para la vecina verdadera y 0 para el ruido. Copias de los vectores de la primera semilla.</translation>
    </message>
    <message>
        <source>∂loss/∂u = (σ − y) v, ∂loss/∂v = Σ (σ − y) u, whose length is {length}</source>
        <translation>∂pérdida/∂u = (σ − y) v, ∂pérdida/∂v = Σ (σ − y) u, de longitud {length}</translation>
    </message>
</context>
<context>
    <name>PairPlot</name>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>with attention</source>
        <translation>con atención</translation>
    </message>
    <message>
        <source>without attention</source>
        <translation>sin atención</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Enter adds the layer after the one selected on the canvas</source>
        <translation>Enter añade la capa detrás de la seleccionada en el lienzo</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>No layer is called that.</source>
        <translation>Ninguna capa se llama así.</translation>
    </message>
    <message>
        <source>Search a layer</source>
        <translation>Buscar una capa</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>Buscar…</translation>
    </message>
    <message>
        <source>Show only the layers whose name or explanation contains these words</source>
        <translation>Muestra solo las capas cuyo nombre o explicación contiene estas palabras</translation>
    </message>
</context>
<context>
    <name>PhrasePanel</name>
    <message>
        <source>A unit is on where its state is at least this far from zero</source>
        <translation>Una unidad está activa donde su estado se aleja de cero al menos esto</translation>
    </message>
    <message>
        <source>Drag over the steps of a phrase. The units that are on in all of it and off beside it are marked, and looked for in other examples: where are the same ones on together for as long? What such places have in common is for you to see; that units are on does not say that the network uses them.</source>
        <translation>Arrastra sobre los pasos de una frase. Las unidades activas en toda ella e inactivas a sus lados se marcan y se buscan en otros ejemplos: ¿dónde están activas juntas durante el mismo tiempo? Qué tienen en común esos lugares te toca verlo a ti; que unas unidades estén activas no dice que la red las use.</translation>
    </message>
    <message>
        <source>Off in all the rest</source>
        <translation>Inactivas en todo lo demás</translation>
    </message>
    <message>
        <source>On from |h| ≥ {value}</source>
        <translation>Activa desde |h| ≥ {value}</translation>
    </message>
    <message>
        <source>On: a unit has to be off at every other step. Off: only at the step before the phrase and the one behind it.</source>
        <translation>Marcado: una unidad debe estar inactiva en todos los demás pasos. Sin marcar: solo en el paso anterior a la frase y en el siguiente.</translation>
    </message>
    <message>
        <source>The recurrent layer whose units are looked at</source>
        <translation>La capa recurrente cuyas unidades se miran</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Umbral</translation>
    </message>
</context>
<context>
    <name>PhraseView</name>
    <message>
        <source>Double-click one to take that example in hand</source>
        <translation>Haz doble clic en uno para tomar ese ejemplo</translation>
    </message>
    <message>
        <source>No unit is on only in “{phrase}”: take another phrase, or a lower threshold.</source>
        <translation>Ninguna unidad está activa solo en «{phrase}»: elige otra frase o un umbral más bajo.</translation>
    </message>
    <message>
        <source>On only in “{phrase}”: units {units}.</source>
        <translation>Activas solo en «{phrase}»: unidades {units}.</translation>
    </message>
    <message>
        <source>The state at every step</source>
        <translation>El estado en cada paso</translation>
    </message>
    <message>
        <source>The strongest {most} are looked for.</source>
        <translation>Se buscan las {most} más fuertes.</translation>
    </message>
    <message>
        <source>Where else?</source>
        <translation>¿Dónde más?</translation>
    </message>
    <message>
        <source>Where else? {found} of {searched} examples</source>
        <translation>¿Dónde más? {found} de {searched} ejemplos</translation>
    </message>
    <message>
        <source>steps {first} to {last}</source>
        <translation>pasos {first} a {last}</translation>
    </message>
</context>
<context>
    <name>PlanePanel</name>
    <message>
        <source>A fixed sample</source>
        <translation>Una muestra fija</translation>
    </message>
    <message>
        <source>A network has thousands of weights; a picture shows two directions among them</source>
        <translation>Una red tiene miles de pesos; una imagen muestra dos direcciones entre ellos</translation>
    </message>
    <message>
        <source>All training examples</source>
        <translation>Todos los ejemplos de entrenamiento</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Centro</translation>
    </message>
    <message>
        <source>Compute the landscape anew while the network learns, coarse first; without it the picture stays as it is</source>
        <translation>Recalcula el paisaje mientras la red aprende, primero a grandes rasgos; sin esto la imagen se queda como está</translation>
    </message>
    <message>
        <source>Directions</source>
        <translation>Direcciones</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Fit anew</source>
        <translation>Ajustar de nuevo</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Cuadrícula</translation>
    </message>
    <message>
        <source>Keep up with the training</source>
        <translation>Seguir al entrenamiento</translation>
    </message>
    <message>
        <source>Let another run end first: “Runs”, on the right</source>
        <translation>Espera antes a que termine otra corrida: «Corridas», a la derecha</translation>
    </message>
    <message>
        <source>Logarithmic height</source>
        <translation>Altura logarítmica</translation>
    </message>
    <message>
        <source>Make the plane from where the training is now</source>
        <translation>Hace el plano desde donde está ahora el entrenamiento</translation>
    </message>
    <message>
        <source>Newest minibatch</source>
        <translation>Último minilote</translation>
    </message>
    <message>
        <source>On which examples the loss is measured: fewer are faster</source>
        <translation>Con qué ejemplos se mide la pérdida: menos es más rápido</translation>
    </message>
    <message>
        <source>Other random directions</source>
        <translation>Otras direcciones al azar</translation>
    </message>
    <message>
        <source>Otherwise the whole walk is in the picture</source>
        <translation>Si no, todo el camino cabe en la imagen</translation>
    </message>
    <message>
        <source>Places along each axis; coarse pictures come first</source>
        <translation>Lugares en cada eje; primero llegan imágenes a grandes rasgos</translation>
    </message>
    <message>
        <source>Range by hand</source>
        <translation>Rango a mano</translation>
    </message>
    <message>
        <source>Show small differences near the bottom as well as large ones far above</source>
        <translation>Muestra tanto las diferencias pequeñas cerca del fondo como las grandes de muy arriba</translation>
    </message>
    <message>
        <source>The next seed: the valley looks different from another side</source>
        <translation>La siguiente semilla: el valle se ve distinto desde otro lado</translation>
    </message>
    <message>
        <source>The start of the walk</source>
        <translation>El inicio del camino</translation>
    </message>
    <message>
        <source>The weights in the middle of the plane</source>
        <translation>Los pesos en el centro del plano</translation>
    </message>
    <message>
        <source>The weights now</source>
        <translation>Los pesos ahora</translation>
    </message>
    <message>
        <source>Where the picture begins</source>
        <translation>Donde empieza la imagen</translation>
    </message>
    <message>
        <source>Where the picture ends</source>
        <translation>Donde termina la imagen</translation>
    </message>
    <message>
        <source>Where the walk last rested</source>
        <translation>Donde el camino paró la última vez</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>semilla {seed}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>a</translation>
    </message>
    <message>
        <source>{axis} from</source>
        <translation>{axis} de</translation>
    </message>
</context>
<context>
    <name>Playing</name>
    <message>
        <source>&amp;Learn</source>
        <translation>&amp;Aprender</translation>
    </message>
    <message>
        <source>A &amp;part of an epoch</source>
        <translation>Una &amp;parte de una época</translation>
    </message>
    <message>
        <source>A part of an epoch, then wait</source>
        <translation>Una parte de una época, y esperar</translation>
    </message>
    <message>
        <source>Back to the sta&amp;rt</source>
        <translation>Volve&amp;r al inicio</translation>
    </message>
    <message>
        <source>Begin a&amp;new</source>
        <translation>Empezar de &amp;nuevo</translation>
    </message>
    <message>
        <source>Every example once, then wait</source>
        <translation>Cada ejemplo una vez, y esperar</translation>
    </message>
    <message>
        <source>Learn vectors of words, or pause</source>
        <translation>Aprender vectores de palabras, o pausar</translation>
    </message>
    <message>
        <source>Let both networks learn in turn, or pause them</source>
        <translation>Que ambas redes aprendan por turnos, o pausarlas</translation>
    </message>
    <message>
        <source>Let the Boltzmann machine learn, or pause it</source>
        <translation>Dejar que la máquina de Boltzmann aprenda, o pausarla</translation>
    </message>
    <message>
        <source>Let the optimizers walk down the function, or pause them</source>
        <translation>Deja que los optimizadores bajen por la función, o los detiene</translation>
    </message>
    <message>
        <source>One &amp;epoch</source>
        <translation>Una é&amp;poca</translation>
    </message>
    <message>
        <source>One &amp;step</source>
        <translation>Un &amp;paso</translation>
    </message>
    <message>
        <source>One epoch of the layer, or of the fine-tuning, then wait</source>
        <translation>Una época de la capa, o del ajuste fino, y esperar</translation>
    </message>
    <message>
        <source>One step of every optimizer, then wait</source>
        <translation>Un paso de cada optimizador, y esperar</translation>
    </message>
    <message>
        <source>One step of the generator after those of the discriminator, then wait</source>
        <translation>Un paso del generador después de los del discriminador, y esperar</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>Pa&amp;usar</translation>
    </message>
    <message>
        <source>Put every optimizer back to the start of its walk</source>
        <translation>Devuelve cada optimizador al inicio de su recorrido</translation>
    </message>
    <message>
        <source>Teach layer after layer, then fine-tune; or pause</source>
        <translation>Enseñar capa tras capa y después ajustar; o pausar</translation>
    </message>
    <message>
        <source>The weights of the beginning, from the same seed</source>
        <translation>Los pesos del principio, con la misma semilla</translation>
    </message>
    <message>
        <source>Wa&amp;lk</source>
        <translation>Cami&amp;nar</translation>
    </message>
</context>
<context>
    <name>Pointing</name>
    <message>
        <source>Output ({row}, {column}) = {value}</source>
        <translation>Salida ({row}, {column}) = {value}</translation>
    </message>
    <message>
        <source>Pixel ({row}, {column}) = {value} goes into no output: the kernel never comes by</source>
        <translation>El píxel ({row}, {column}) = {value} no entra en ninguna salida: el núcleo nunca pasa por él</translation>
    </message>
    <message>
        <source>Pixel ({row}, {column}) = {value} goes into {count} outputs, through {weights} weights</source>
        <translation>El píxel ({row}, {column}) = {value} entra en {count} salidas, a través de {weights} pesos</translation>
    </message>
    <message>
        <source>This weight, {value}, touches {count} places: one for each output</source>
        <translation>Este peso, {value}, toca {count} lugares: uno por cada salida</translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Class 0</source>
        <translation>Clase 0</translation>
    </message>
    <message>
        <source>Class 1</source>
        <translation>Clase 1</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Vaciar</translation>
    </message>
    <message>
        <source>Draw at least {least} of each.</source>
        <translation>Dibuja al menos {least} de cada una.</translation>
    </message>
    <message>
        <source>Draw points</source>
        <translation>Dibujar puntos</translation>
    </message>
    <message>
        <source>Draw points of the first class (1)</source>
        <translation>Dibuja puntos de la primera clase (1)</translation>
    </message>
    <message>
        <source>Draw points of the second class (2)</source>
        <translation>Dibuja puntos de la segunda clase (2)</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>Take all points away</source>
        <translation>Quita todos los puntos</translation>
    </message>
    <message>
        <source>Take points away (E)</source>
        <translation>Quita puntos (E)</translation>
    </message>
    <message>
        <source>Take the last stroke back (Ctrl+Z)</source>
        <translation>Deshace el último trazo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>{first} of class 0, {second} of class 1.</source>
        <translation>{first} de la clase 0, {second} de la clase 1.</translation>
    </message>
</context>
<context>
    <name>PointsField</name>
    <message>
        <source>Press or drag: the left button draws points of the chosen class, the right one those of the other</source>
        <translation>Pulsa o arrastra: el botón izquierdo dibuja puntos de la clase elegida, el derecho los de la otra</translation>
    </message>
    <message>
        <source>Sheet for points</source>
        <translation>Hoja para puntos</translation>
    </message>
</context>
<context>
    <name>PoolPanel</name>
    <message>
        <source>1 everywhere</source>
        <translation>1 en todas partes</translation>
    </message>
    <message>
        <source>1 where I point</source>
        <translation>1 donde señalo</translation>
    </message>
    <message>
        <source>Change the padding</source>
        <translation>Cambiar el relleno</translation>
    </message>
    <message>
        <source>Change the stride</source>
        <translation>Cambiar el paso</translation>
    </message>
    <message>
        <source>Change the window</source>
        <translation>Cambiar la ventana</translation>
    </message>
    <message>
        <source>Choose the pooling</source>
        <translation>Elegir la agrupación</translation>
    </message>
    <message>
        <source>Global: one window over all</source>
        <translation>Global: una ventana sobre todo</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradiente</translation>
    </message>
    <message>
        <source>One number for the whole picture: it says whether something is there, and no more where</source>
        <translation>Un número para toda la imagen: dice si algo está, y ya no dónde</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Pixels from one window to the next</source>
        <translation>Píxeles de una ventana a la siguiente</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Agrupación</translation>
    </message>
    <message>
        <source>Rows and columns of a window</source>
        <translation>Filas y columnas de una ventana</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>The gradient that comes back to the pooled picture; beside it is where it goes</source>
        <translation>El gradiente que vuelve a la imagen agrupada; al lado, a dónde va</translation>
    </message>
    <message>
        <source>What becomes of the numbers in a window: the largest of them, or their mean</source>
        <translation>En qué se convierten los números de una ventana: en el mayor de ellos o en su media</translation>
    </message>
    <message>
        <source>Whether windows may reach beyond the edge, where nothing counts</source>
        <translation>Si las ventanas pueden pasar del borde, donde nada cuenta</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
</context>
<context>
    <name>PoolView</name>
    <message>
        <source>A dot marks the pixel that wins its window</source>
        <translation>Un punto marca el píxel que gana su ventana</translation>
    </message>
    <message>
        <source>Gradient, routed back</source>
        <translation>Gradiente, enviado de vuelta</translation>
    </message>
    <message>
        <source>One number for every window; point at one to see its window</source>
        <translation>Un número por ventana; señala uno para ver su ventana</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Picture: drag it</source>
        <translation>Imagen: arrástrala</translation>
    </message>
    <message>
        <source>Pooled</source>
        <translation>Agrupada</translation>
    </message>
    <message>
        <source>Pooled, {rows} × {columns}</source>
        <translation>Agrupada, {rows} × {columns}</translation>
    </message>
    <message>
        <source>Shifted by {down} down and {across} to the right, ‖f(shift x) − shift f(x)‖ / ‖f(x)‖ is</source>
        <translation>Desplazada {down} hacia abajo y {across} a la derecha, ‖f(despl. x) − despl. f(x)‖ / ‖f(x)‖ es</translation>
    </message>
    <message>
        <source>What each pixel gets of the gradient: of a maximum the winner all, of an average all an equal share</source>
        <translation>Lo que cada píxel recibe del gradiente: de un máximo todo el ganador, de una media todos por igual</translation>
    </message>
    <message>
        <source>of both in a row</source>
        <translation>de ambas seguidas</translation>
    </message>
    <message>
        <source>of the convolution with the kernel on the bench</source>
        <translation>de la convolución con el núcleo del banco</translation>
    </message>
    <message>
        <source>of the pooling</source>
        <translation>de la agrupación</translation>
    </message>
    <message>
        <source>{pixels} pixels, 1 number for every window: {places}.</source>
        <translation>{pixels} píxeles, 1 número por ventana: {places}.</translation>
    </message>
</context>
<context>
    <name>PredictedScatter</name>
    <message>
        <source>A click on an example takes it in hand.</source>
        <translation>Un clic sobre un ejemplo lo elige.</translation>
    </message>
    <message>
        <source>predicted {target}</source>
        <translation>{target} predicha</translation>
    </message>
    <message>
        <source>true {target}</source>
        <translation>{target} verdadera</translation>
    </message>
</context>
<context>
    <name>PredictionsPanel</name>
    <message>
        <source> Some of the examples.</source>
        <translation> Algunos de los ejemplos.</translation>
    </message>
    <message>
        <source> {count} predictions lie beyond the picture: far from all that is true.</source>
        <translation> {count} predicciones quedan fuera de la imagen: lejos de todo lo verdadero.</translation>
    </message>
    <message>
        <source> {drawn} of them are drawn.</source>
        <translation> Se dibujan {drawn} de ellos.</translation>
    </message>
    <message>
        <source>Attack on one example</source>
        <translation>Ataque a un ejemplo</translation>
    </message>
    <message>
        <source>Colour each point by the class that the network decides for, however sure it is.</source>
        <translation>Da a cada punto el color de la clase por la que se decide la red, por segura que esté.</translation>
    </message>
    <message>
        <source>Confusion matrix</source>
        <translation>Matriz de confusión</translation>
    </message>
    <message>
        <source>Copy as a picture.</source>
        <translation>Copia como imagen.</translation>
    </message>
    <message>
        <source>Decision surface</source>
        <translation>Superficie de decisión</translation>
    </message>
    <message>
        <source>Draw the examples of the test part too, which the network never learns from.</source>
        <translation>Dibuja también los ejemplos de prueba, de los que la red nunca aprende.</translation>
    </message>
    <message>
        <source>Fast gradient sign method. In truth it is {name}.</source>
        <translation>Método del signo del gradiente (FGSM). En verdad es {name}.</translation>
    </message>
    <message>
        <source>How predictions are shown beside what is true.</source>
        <translation>Cómo se muestran las predicciones junto a lo verdadero.</translation>
    </message>
    <message>
        <source>Predicted and true</source>
        <translation>Predicho y verdadero</translation>
    </message>
    <message>
        <source>Predictions appear here once the data can be read.</source>
        <translation>Las predicciones aparecen aquí cuando se puedan leer los datos.</translation>
    </message>
    <message>
        <source>Predictions appear here once the network can be trained.</source>
        <translation>Las predicciones aparecen aquí cuando la red se pueda entrenar.</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>Curva ROC</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>The examples. The surface appears when the network can be trained.</source>
        <translation>Los ejemplos. La superficie aparece cuando la red se pueda entrenar.</translation>
    </message>
    <message>
        <source>Which examples. Those of the test part were never trained on: only they tell how well it has learned.</source>
        <translation>Qué ejemplos. Con los de la parte de prueba nunca se entrenó: solo ellos dicen lo bien que ha aprendido.</translation>
    </message>
    <message>
        <source>Which head of the network.</source>
        <translation>Qué cabeza de la red.</translation>
    </message>
    <message>
        <source>Which of the targets.</source>
        <translation>Cuál de los objetivos.</translation>
    </message>
    <message>
        <source>{metric} {value} on {count} examples.</source>
        <translation>{metric} {value} en {count} ejemplos.</translation>
    </message>
    <message>
        <source>{metric} {value} on {count} of {total} examples while training, on all when it rests.</source>
        <translation>{metric} {value} en {count} de {total} ejemplos mientras entrena, en todos cuando descansa.</translation>
    </message>
    <message>
        <source>{name} ({chance})</source>
        <translation>{name} ({chance})</translation>
    </message>
    <message>
        <source>{side} × {side} points while training, more when it rests.</source>
        <translation>{side} × {side} puntos mientras entrena, más cuando descansa.</translation>
    </message>
    <message>
        <source>{side} × {side} points.</source>
        <translation>{side} × {side} puntos.</translation>
    </message>
</context>
<context>
    <name>PrefixBox</name>
    <message>
        <source>The alphabet does not have: {symbols}. They are left out.</source>
        <translation>El alfabeto no tiene: {symbols}. Se dejan fuera.</translation>
    </message>
    <message>
        <source>The example as it is in the data</source>
        <translation>El ejemplo como está en los datos</translation>
    </message>
    <message>
        <source>What is read</source>
        <translation>Lo que se lee</translation>
    </message>
    <message>
        <source>What the network reads before it goes on: the example in hand. Write something else and press Enter; it reads the last symbols, as many as it knows how to.</source>
        <translation>Lo que la red lee antes de seguir: el ejemplo en mano. Escribe otra cosa y pulsa Enter; lee los últimos símbolos, tantos como sabe leer.</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Select {name} on the canvas</source>
        <translation>Selecciona {name} en el lienzo</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>… y {count} más</translation>
    </message>
</context>
<context>
    <name>Products</name>
    <message>
        <source>inputs, ±{limit}</source>
        <translation>entradas, ±{limit}</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>píxeles</translation>
    </message>
    <message>
        <source>pixels: red, green, blue</source>
        <translation>píxeles: rojo, verde, azul</translation>
    </message>
    <message>
        <source>products, ±{limit}</source>
        <translation>productos, ±{limit}</translation>
    </message>
    <message>
        <source>weights, ±{limit}</source>
        <translation>pesos, ±{limit}</translation>
    </message>
    <message>
        <source>{shown} of {channels} channels, those with the largest sums</source>
        <translation>{shown} de {channels} canales, los de sumas mayores</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
</context>
<context>
    <name>ProjectEditor</name>
    <message>
        <source>Add {layer}</source>
        <translation>Añadir {layer}</translation>
    </message>
    <message>
        <source>Change a weight</source>
        <translation>Cambiar un peso</translation>
    </message>
    <message>
        <source>Change the data</source>
        <translation>Cambiar los datos</translation>
    </message>
    <message>
        <source>Change the training</source>
        <translation>Cambiar el entrenamiento</translation>
    </message>
    <message>
        <source>Change {layer}</source>
        <translation>Cambiar {layer}</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>Conectar {source} con {target}</translation>
    </message>
    <message>
        <source>Delete a connection</source>
        <translation>Eliminar una conexión</translation>
    </message>
    <message>
        <source>Delete layers</source>
        <translation>Eliminar capas</translation>
    </message>
    <message>
        <source>Delete {layer}</source>
        <translation>Eliminar {layer}</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Fit to the data</source>
        <translation>Ajustar a los datos</translation>
    </message>
    <message>
        <source>Go back to epoch {epoch}</source>
        <translation>Volver a la época {epoch}</translation>
    </message>
    <message>
        <source>Insert {template}</source>
        <translation>Insertar {template}</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Pegar</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <translation>Renombrar {old} como {new}</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Take another example</source>
        <translation>Tomar otro ejemplo</translation>
    </message>
    <message>
        <source>Take weights</source>
        <translation>Tomar pesos</translation>
    </message>
    <message>
        <source>Tidy</source>
        <translation>Ordenar</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>Unidad</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Buscar en:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>&amp;Tipo de archivo:</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>Read the file so</source>
        <translation>Lee el archivo así</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Layers that can be added</source>
        <translation>Capas que se pueden añadir</translation>
    </message>
    <message>
        <source>Search a layer</source>
        <translation>Buscar una capa</translation>
    </message>
    <message>
        <source>Search a layer…</source>
        <translation>Buscar una capa…</translation>
    </message>
    <message>
        <source>Type part of a name; Enter adds the layer that is marked, Esc closes</source>
        <translation>Escribe parte de un nombre; Enter añade la capa marcada, Esc cierra</translation>
    </message>
</context>
<context>
    <name>RaceTransport</name>
    <message>
        <source>Any step of the walk: drag to go back in time</source>
        <translation>Cualquier paso del camino: arrastra para volver atrás en el tiempo</translation>
    </message>
    <message>
        <source>Back to the start (F8 or Home)</source>
        <translation>Volver al inicio (F8 o Inicio)</translation>
    </message>
    <message>
        <source>How fast: from a tenth of the usual ten steps a second to fifty times as many</source>
        <translation>Qué rápido: de una décima de los diez pasos por segundo habituales a cincuenta veces más</translation>
    </message>
    <message>
        <source>Let them walk, or pause (F5 or Space)</source>
        <translation>Dejarlos caminar, o detenerlos (F5 o Espacio)</translation>
    </message>
    <message>
        <source>One step (F6 or Right arrow)</source>
        <translation>Un paso (F6 o flecha derecha)</translation>
    </message>
    <message>
        <source>One step back (Left arrow)</source>
        <translation>Un paso atrás (flecha izquierda)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>Walk</source>
        <translation>Caminar</translation>
    </message>
    <message>
        <source>one of {every} drawn</source>
        <translation>dibujado uno de cada {every}</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
    <message>
        <source>the first {last} drawn</source>
        <translation>dibujados los primeros {last}</translation>
    </message>
</context>
<context>
    <name>RacerCard</name>
    <message>
        <source>Change {field}</source>
        <translation>Cambiar {field}</translation>
    </message>
    <message>
        <source>Choose an optimizer</source>
        <translation>Elegir un optimizador</translation>
    </message>
    <message>
        <source>Duplicate this optimizer</source>
        <translation>Duplicar este optimizador</translation>
    </message>
    <message>
        <source>Remove this optimizer</source>
        <translation>Quitar este optimizador</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps</source>
        <translation>La regla que convierte gradientes en pasos</translation>
    </message>
    <message>
        <source>The table, the learning rates and the basins are of the optimizer that is clicked</source>
        <translation>La tabla, las tasas de aprendizaje y las cuencas son del optimizador en el que se hace clic</translation>
    </message>
</context>
<context>
    <name>RacersPanel</name>
    <message>
        <source>Add an optimizer</source>
        <translation>Añadir un optimizador</translation>
    </message>
    <message>
        <source>Duplicate an optimizer</source>
        <translation>Duplicar un optimizador</translation>
    </message>
    <message>
        <source>Hide an optimizer</source>
        <translation>Ocultar un optimizador</translation>
    </message>
    <message>
        <source>One more walker from the same start, in step with the others</source>
        <translation>Un caminante más desde el mismo inicio, al paso de los otros</translation>
    </message>
    <message>
        <source>Remove an optimizer</source>
        <translation>Quitar un optimizador</translation>
    </message>
    <message>
        <source>Show an optimizer</source>
        <translation>Mostrar un optimizador</translation>
    </message>
</context>
<context>
    <name>RateCurve</name>
    <message>
        <source>The learning rate of each step, from the first epoch to the last</source>
        <translation>La tasa de aprendizaje de cada paso, de la primera época a la última</translation>
    </message>
    <message>
        <source>epoch 1</source>
        <translation>época 1</translation>
    </message>
</context>
<context>
    <name>RatePlot</name>
    <message>
        <source>learning rate</source>
        <translation>tasa de aprendizaje</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>momento</translation>
    </message>
    <message>
        <source>value f</source>
        <translation>valor f</translation>
    </message>
</context>
<context>
    <name>RatesPanel</name>
    <message>
        <source>A map of learning rate and momentum instead of a curve</source>
        <translation>Un mapa de tasa de aprendizaje y momento en vez de una curva</translation>
    </message>
    <message>
        <source>Dashed is the limit that the minimum sets to which the best of these walks leads: beyond it no walk converges there. For gradient descent it is 2/λ, λ being the largest curvature of that minimum.</source>
        <translation>La línea discontinua es el límite que pone el mínimo al que lleva el mejor de estos caminos: más allá ninguno converge allí. Para el descenso por gradiente es 2/λ, donde λ es la mayor curvatura de ese mínimo.</translation>
    </message>
    <message>
        <source>Value after {steps} steps; click to take a rate</source>
        <translation>Valor tras {steps} pasos; un clic elige una tasa</translation>
    </message>
    <message>
        <source>Where a walk with each learning rate ends; click to take a rate. The line is the one in use</source>
        <translation>Dónde termina un camino con cada tasa de aprendizaje; un clic elige una tasa. La línea es la que se usa</translation>
    </message>
    <message>
        <source>With momentum</source>
        <translation>Con momento</translation>
    </message>
    <message>
        <source>dashed: the limit for each momentum</source>
        <translation>discontinua: el límite para cada momento</translation>
    </message>
    <message>
        <source>dashed: the limit {limit}</source>
        <translation>discontinua: el límite {limit}</translation>
    </message>
</context>
<context>
    <name>Reading</name>
    <message>
        <source>A large file</source>
        <translation>Un archivo grande</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Abrir un archivo</translation>
    </message>
    <message>
        <source>Reading “{file}”…</source>
        <translation>Leyendo «{file}»…</translation>
    </message>
    <message>
        <source>“{file}” has {size} GB. To read it may take {need} GB of memory.</source>
        <translation>«{file}» ocupa {size} GB. Leerlo puede requerir {need} GB de memoria.</translation>
    </message>
    <message>
        <source>“{file}” has {size} GB. To read it may take {need} of the {there} GB of memory of this computer.</source>
        <translation>«{file}» ocupa {size} GB. Leerlo puede requerir {need} de los {there} GB de memoria de esta computadora.</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stop reading; nothing changes</source>
        <translation>Deja de leer; nada cambia</translation>
    </message>
</context>
<context>
    <name>Readouts</name>
    <message>
        <source>Accuracy</source>
        <translation>Exactitud</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Época</translation>
    </message>
    <message>
        <source>How many minibatches of this epoch have been used.</source>
        <translation>Cuántos minilotes de esta época se han usado.</translation>
    </message>
    <message>
        <source>How many training examples are right; in regression, R²: the share of the variation that is explained.</source>
        <translation>Cuántos ejemplos de entrenamiento acierta; en regresión, R²: la parte de la variación que explica.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>Loss + penalty</source>
        <translation>Pérdida + penalización</translation>
    </message>
    <message>
        <source>Loss, no penalty</source>
        <translation>Pérdida sin penalización</translation>
    </message>
    <message>
        <source>Minibatch</source>
        <translation>Minilote</translation>
    </message>
    <message>
        <source>Minibatch loss</source>
        <translation>Pérdida del minilote</translation>
    </message>
    <message>
        <source>Minibatches per second.</source>
        <translation>Minilotes por segundo.</translation>
    </message>
    <message>
        <source>Passes over the training examples, and where training stops.</source>
        <translation>Pasadas por los ejemplos de entrenamiento, y dónde se detiene.</translation>
    </message>
    <message>
        <source>Steps/s</source>
        <translation>Pasos/s</translation>
    </message>
    <message>
        <source>The loss of the newest minibatch, without penalty: noisy, because it sees few examples.</source>
        <translation>La pérdida del último minilote, sin penalización: ruidosa, porque ve pocos ejemplos.</translation>
    </message>
    <message>
        <source>The loss on examples that are not trained on. When it rises while the other falls, the network learns by heart.</source>
        <translation>La pérdida en ejemplos con los que no se entrena. Si sube mientras la otra baja, la red está aprendiendo de memoria.</translation>
    </message>
    <message>
        <source>The mean loss over all training examples at the end of the last epoch, without L1 and L2 penalty.</source>
        <translation>La pérdida media en todos los ejemplos de entrenamiento al final de la última época, sin penalización L1 ni L2.</translation>
    </message>
    <message>
        <source>The same on the validation examples.</source>
        <translation>Lo mismo en los ejemplos de validación.</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validación</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Pérdida de validación</translation>
    </message>
    <message>
        <source>What training makes small: the loss and the L1 and L2 penalty together.</source>
        <translation>Lo que el entrenamiento hace pequeño: la pérdida junto con la penalización L1 y L2.</translation>
    </message>
    <message>
        <source>{name}, epoch {epoch}</source>
        <translation>{name}, época {epoch}</translation>
    </message>
</context>
<context>
    <name>RecoveryQuestion</name>
    <message>
        <source>Delete it</source>
        <translation>Eliminarlo</translation>
    </message>
    <message>
        <source>Ladera ended before “{title}” was saved.</source>
        <translation>Ladera terminó antes de que se guardara «{title}».</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Más tarde</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>The file has changed since then.</source>
        <translation>El archivo ha cambiado desde entonces.</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>Trabajo sin guardar</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Sin título</translation>
    </message>
    <message>
        <source>What was kept at {when} can be opened in place of the file as it was saved.</source>
        <translation>Se puede abrir la copia del {when} en lugar del archivo tal como se guardó.</translation>
    </message>
    <message>
        <source>What was kept at {when} can be opened.</source>
        <translation>Se puede abrir la copia del {when}.</translation>
    </message>
</context>
<context>
    <name>RecurrencePanel</name>
    <message>
        <source>A step back (Left)</source>
        <translation>Un paso atrás (izquierda)</translation>
    </message>
    <message>
        <source>A step forward (Right)</source>
        <translation>Un paso adelante (derecha)</translation>
    </message>
    <message>
        <source>Go through the steps one after the other</source>
        <translation>Recorre los pasos uno tras otro</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Reproducir</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Se muestra</translation>
    </message>
    <message>
        <source>The map is the layer laid out in time: a column for each step, a row for each unit. Click a place, or go with the arrow keys. The cell shows that unit at that step; all numbers are those of the network as it is now.</source>
        <translation>El mapa es la capa desplegada en el tiempo: una columna por paso, una fila por unidad. Haz clic en un lugar o muévete con las flechas. La celda muestra esa unidad en ese paso; todos los números son los de la red tal como está ahora.</translation>
    </message>
    <message>
        <source>The recurrent layer that is looked into</source>
        <translation>La capa recurrente que se mira por dentro</translation>
    </message>
    <message>
        <source>To the first step: as it begins, with nothing in its memory</source>
        <translation>Al primer paso: como empieza, sin nada en la memoria</translation>
    </message>
    <message>
        <source>What comes back: ∂loss/∂hₜ</source>
        <translation>Lo que vuelve: ∂loss/∂hₜ</translation>
    </message>
    <message>
        <source>Which of its numbers the map shows: what it passes on, or the gates that decide about that; or the slope of the loss by each state, which comes back through time</source>
        <translation>Cuál de sus números muestra el mapa: lo que transmite, o las puertas que lo deciden; o la pendiente de la pérdida por cada estado, que vuelve a través del tiempo</translation>
    </message>
</context>
<context>
    <name>RecurrenceView</name>
    <message>
        <source>The layer at every step</source>
        <translation>La capa en cada paso</translation>
    </message>
    <message>
        <source>Unit {unit} of {layer} at step {step}</source>
        <translation>Unidad {unit} de {layer} en el paso {step}</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} números</translation>
    </message>
    <message>
        <source>∂loss/∂hₜ</source>
        <translation>∂pérdida/∂hₜ</translation>
    </message>
</context>
<context>
    <name>RenameField</name>
    <message>
        <source>New name of {name}</source>
        <translation>Nuevo nombre de {name}</translation>
    </message>
</context>
<context>
    <name>RobustPlot</name>
    <message>
        <source>The share of test examples that are still said right when each is attacked. Keep a curve, train against attacks (Training settings), and compare</source>
        <translation>La fracción de ejemplos de prueba que todavía acierta cuando cada uno es atacado. Guarda una curva, entrena contra ataques (ajustes de entrenamiento) y compara</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>exactitud</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>guardada</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>strength ε</source>
        <translation>fuerza ε</translation>
    </message>
</context>
<context>
    <name>RocPlot</name>
    <message>
        <source>false positive rate</source>
        <translation>falsos positivos</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>verdaderos positivos</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>From the same weights optimizers are compared; from other seeds one sees how many valleys there are</source>
        <translation>Desde los mismos pesos se comparan optimizadores; desde otras semillas se ve cuántos valles hay</translation>
    </message>
    <message>
        <source>How far each step of the run goes: too little takes for ever, too much overshoots or breaks</source>
        <translation>Cuánto avanza cada paso de la corrida: demasiado poco no acaba nunca, demasiado se pasa de largo o se rompe</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimizador</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps</source>
        <translation>La regla que convierte gradientes en pasos</translation>
    </message>
    <message>
        <source>another seed</source>
        <translation>otra semilla</translation>
    </message>
    <message>
        <source>the same start</source>
        <translation>el mismo comienzo</translation>
    </message>
    <message>
        <source>{run}, seed {seed}</source>
        <translation>{run}, semilla {seed}</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>End the chosen run where it is; what it has walked stays</source>
        <translation>Termina la corrida elegida donde está; lo que ha recorrido queda</translation>
    </message>
    <message>
        <source>Forget this run and its path</source>
        <translation>Olvida esta corrida y su camino</translation>
    </message>
    <message>
        <source>Keep a run</source>
        <translation>Guardar una corrida</translation>
    </message>
    <message>
        <source>Let it run</source>
        <translation>Iniciar la corrida</translation>
    </message>
    <message>
        <source>Let other optimizers or other seeds train the same network, and see their ways on this plane. The line to where one ended shows whether a valley leads there or a hill lies between.</source>
        <translation>Deja que otros optimizadores u otras semillas entrenen la misma red y mira sus caminos en este plano. La recta hasta donde terminó uno muestra si un valle lleva hasta allí o hay una colina en medio.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove a run</source>
        <translation>Quitar una corrida</translation>
    </message>
    <message>
        <source>Remove a run first: there is room for {count}</source>
        <translation>Quita antes una corrida: hay sitio para {count}</translation>
    </message>
    <message>
        <source>Runs of this project; the marked ones are on the plane</source>
        <translation>Corridas de este proyecto; las marcadas están en el plano</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Train the same network on the same data with these settings, on a process of its own; the training of the window goes on</source>
        <translation>Entrena la misma red con los mismos datos y estos ajustes, en un proceso propio; el entrenamiento de la ventana sigue</translation>
    </message>
    <message>
        <source>epoch {epoch} of {epochs}</source>
        <translation>época {epoch} de {epochs}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>pérdida {loss}</translation>
    </message>
    <message>
        <source>of another network</source>
        <translation>de otra red</translation>
    </message>
</context>
<context>
    <name>ScaleBar</name>
    <message>
        <source>Which colour is which height; below it the place under the pointer and its height</source>
        <translation>Qué color es qué altura; debajo, el lugar bajo el puntero y su altura</translation>
    </message>
</context>
<context>
    <name>ScaleView</name>
    <message>
        <source>Draw a network that can be trained, and see its vectors and its numbers.</source>
        <translation>Dibuja una red que se pueda entrenar y verás sus vectores y sus números.</translation>
    </message>
    <message>
        <source>The network as vectors or as numbers</source>
        <translation>La red como vectores o como números</translation>
    </message>
    <message>
        <source>values</source>
        <translation>valores</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>pesos</translation>
    </message>
</context>
<context>
    <name>Scales</name>
    <message>
        <source>1 number = {unit} px</source>
        <translation>1 número = {unit} px</translation>
    </message>
    <message>
        <source>A line for each weight</source>
        <translation>Una línea por cada peso</translation>
    </message>
    <message>
        <source>Each line is a weight, by size and sign; only dense layers have one between every two numbers.</source>
        <translation>Cada línea es un peso, según su tamaño y signo; solo las capas densas tienen uno entre cada dos números.</translation>
    </message>
    <message>
        <source>Of large layers {seen} numbers are seen; ▲ and ▼ show others, up to number {most}.</source>
        <translation>De las capas grandes se ven {seen} números; ▲ y ▼ muestran otros, hasta el número {most}.</translation>
    </message>
    <message>
        <source>One number is {unit} pixels wide and high, in every block; what would be thinner than {thinnest} pixels is drawn {thinnest} pixels thick. Of long arrays the first {most} rows and columns are coloured, of images the first map.</source>
        <translation>Un número mide {unit} píxeles de ancho y de alto en todos los bloques; lo que sería más delgado que {thinnest} píxeles se dibuja con {thinnest} píxeles de grosor. De los arreglos largos se colorean las primeras {most} filas y columnas; de las imágenes, el primer mapa.</translation>
    </message>
    <message>
        <source>from {low} to {high}</source>
        <translation>de {low} a {high}</translation>
    </message>
    <message>
        <source>{first}–{last} of {count}</source>
        <translation>{first}–{last} de {count}</translation>
    </message>
    <message>
        <source>{shown} of {total} numbers are coloured</source>
        <translation>Se colorean {shown} de {total} números</translation>
    </message>
</context>
<context>
    <name>ScalesBar</name>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Neurons</source>
        <translation>Neuronas</translation>
    </message>
    <message>
        <source>Neurons are nodes, synapses are edges</source>
        <translation>Las neuronas son nodos y las sinapsis son aristas</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Números</translation>
    </message>
    <message>
        <source>The network as layers, to be drawn and changed</source>
        <translation>La red como capas, para dibujarla y cambiarla</translation>
    </message>
    <message>
        <source>The same network as single numbers: units and weights</source>
        <translation>La misma red como números sueltos: unidades y pesos</translation>
    </message>
    <message>
        <source>The same network as vectors and matrices with their shapes: W, b, Z and A of each layer, drawn to proportion</source>
        <translation>La misma red como vectores y matrices con sus formas: W, b, Z y A de cada capa, dibujados en proporción</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valores</translation>
    </message>
    <message>
        <source>Values are nodes, and layers, which are functions, are edges: X, A¹, A², Ŷ</source>
        <translation>Los valores son nodos, y las capas, que son funciones, son aristas: X, A¹, A², Ŷ</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>Vectores</translation>
    </message>
</context>
<context>
    <name>ScheduleView</name>
    <message>
        <source>The learning rate ε_k: ε₀ is the one you set, k counts finished epochs or steps, after a warm-up of w of them from its end on</source>
        <translation>La tasa de aprendizaje ε_k: ε₀ es la que has fijado y k cuenta las épocas o los pasos terminados; tras un calentamiento de w de ellos, desde su final</translation>
    </message>
</context>
<context>
    <name>Scoreboard</name>
    <message>
        <source>f = {value}
|∇f| = {slope}</source>
        <translation>f = {value}
|∇f| = {slope}</translation>
    </message>
    <message>
        <source>to the minimum {distance}</source>
        <translation>al mínimo {distance}</translation>
    </message>
</context>
<context>
    <name>SearchPopup</name>
    <message>
        <source>No layer is called that.</source>
        <translation>Ninguna capa se llama así.</translation>
    </message>
</context>
<context>
    <name>SequenceView</name>
    <message>
        <source>There is no network to look into yet. Open an example such as Next letter, or draw a network with a recurrent layer.</source>
        <translation>Todavía no hay una red que mirar por dentro. Abre un ejemplo como La letra siguiente o dibuja una red con una capa recurrente.</translation>
    </message>
    <message>
        <source>This network has no recurrent layer. Open an example such as Next letter, or put a Simple RNN, an LSTM or a GRU into it.</source>
        <translation>Esta red no tiene ninguna capa recurrente. Abre un ejemplo como La letra siguiente o ponle una RNN simple, una LSTM o una GRU.</translation>
    </message>
</context>
<context>
    <name>SequencesWorkspace</name>
    <message>
        <source>A recurrent layer laid out in time, and the cell of a unit with its numbers</source>
        <translation>Una capa recurrente desplegada en el tiempo y la celda de una unidad con sus números</translation>
    </message>
    <message>
        <source>A sentence as a sum</source>
        <translation>Una frase como suma</translation>
    </message>
    <message>
        <source>Encoder and decoder</source>
        <translation>Codificador y decodificador</translation>
    </message>
    <message>
        <source>How far does it remember?</source>
        <translation>¿Hasta dónde recuerda?</translation>
    </message>
    <message>
        <source>How likely each symbol is, what the network goes on to write, and a thousand futures</source>
        <translation>Qué tan probable es cada símbolo, qué sigue escribiendo la red y mil futuros</translation>
    </message>
    <message>
        <source>Next symbol</source>
        <translation>Símbolo siguiente</translation>
    </message>
    <message>
        <source>Overwrite a unit, a gate or a symbol, and see the network go on from there beside the untouched run</source>
        <translation>Sobrescribe una unidad, una puerta o un símbolo y mira cómo sigue la red desde ahí junto al curso intacto</translation>
    </message>
    <message>
        <source>Recurrence</source>
        <translation>Recurrencia</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Take the wheel</source>
        <translation>Toma el volante</translation>
    </message>
    <message>
        <source>The vectors that the network has learned for words, and the example in hand as their sum</source>
        <translation>Los vectores que la red ha aprendido para las palabras, y el ejemplo en mano como su suma</translation>
    </message>
    <message>
        <source>Units and phrases</source>
        <translation>Unidades y frases</translation>
    </message>
    <message>
        <source>Vectors of words learned from a text: a map, what is near, analogies, and sentences as sums</source>
        <translation>Vectores de palabras aprendidos de un texto: un mapa, lo que está cerca, analogías, y frases como sumas</translation>
    </message>
    <message>
        <source>What is seen is the embedding of the network that is trained: its words on the plane on which they are spread most, and the sentence in hand as arrows, one for each word. The order of words does not change where they end.</source>
        <translation>Lo que se ve es el embedding de la red que se entrena: sus palabras en el plano en el que más se extienden, y la frase en mano como flechas, una por palabra. El orden de las palabras no cambia dónde acaban.</translation>
    </message>
    <message>
        <source>What the states of earlier steps still mean to the loss, and three kinds of layers compared</source>
        <translation>Qué significan todavía para la pérdida los estados de pasos anteriores, y tres tipos de capas comparados</translation>
    </message>
    <message>
        <source>Where attention looks, what is written on its own, greedy or by beam search, and what changes</source>
        <translation>Adónde mira la atención, qué se escribe sin ayuda, de forma voraz o por búsqueda en haz, y qué cambia</translation>
    </message>
    <message>
        <source>Which units are on only in a phrase, and where else</source>
        <translation>Qué unidades están activas solo en una frase, y dónde más</translation>
    </message>
    <message>
        <source>Words as vectors</source>
        <translation>Palabras como vectores</translation>
    </message>
</context>
<context>
    <name>ShiftPlot</name>
    <message>
        <source>Equivariance: does the map of a shifted picture equal the shifted map? Where a stride divides the shift, it does. Zeros and mirrored edges stay where they are when the picture moves</source>
        <translation>Equivarianza: ¿el mapa de una imagen desplazada es el mapa desplazado? Lo es donde el paso divide al desplazamiento. Los ceros y los bordes reflejados se quedan donde están cuando la imagen se mueve</translation>
    </message>
    <message>
        <source>both</source>
        <translation>ambas</translation>
    </message>
    <message>
        <source>convolution</source>
        <translation>convolución</translation>
    </message>
    <message>
        <source>error of equivariance</source>
        <translation>error de equivarianza</translation>
    </message>
    <message>
        <source>pooling</source>
        <translation>agrupación</translation>
    </message>
    <message>
        <source>shift to the right, pixels</source>
        <translation>desplazamiento a la derecha, píxeles</translation>
    </message>
</context>
<context>
    <name>SlidingForm</name>
    <message>
        <source>Change the dilation</source>
        <translation>Cambiar la dilatación</translation>
    </message>
    <message>
        <source>Change the padding</source>
        <translation>Cambiar el relleno</translation>
    </message>
    <message>
        <source>Change the stride</source>
        <translation>Cambiar el paso</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>Convolución</translation>
    </message>
    <message>
        <source>Cross-correlation</source>
        <translation>Correlación cruzada</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>Dilatación</translation>
    </message>
    <message>
        <source>How far the kernel moves each time, {most} at most</source>
        <translation>Cuánto avanza el núcleo cada vez, {most} como máximo</translation>
    </message>
    <message>
        <source>Networks slide the kernel as it is written: cross-correlation. A convolution turns it by half a turn first</source>
        <translation>Las redes deslizan el núcleo tal como está escrito: es una correlación cruzada. Una convolución lo gira antes media vuelta</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operación</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso (stride)</translation>
    </message>
    <message>
        <source>The dilation ends here: with {next} more would be mirrored than the picture has.</source>
        <translation>La dilatación termina aquí: con {next} se reflejaría más de lo que la imagen tiene.</translation>
    </message>
    <message>
        <source>The dilation ends here: with {next} the kernel would reach over {reach} pixels, and there are {room}.</source>
        <translation>La dilatación termina aquí: con {next} el núcleo abarcaría {reach} píxeles, y hay {room}.</translation>
    </message>
    <message>
        <source>The distance between the pixels under neighbouring weights, {most} at most</source>
        <translation>La distancia entre los píxeles bajo pesos vecinos, {most} como máximo</translation>
    </message>
    <message>
        <source>Turn the kernel</source>
        <translation>Girar el núcleo</translation>
    </message>
    <message>
        <source>What is put around the picture</source>
        <translation>Lo que se pone alrededor de la imagen</translation>
    </message>
    <message>
        <source>With it the kernel does not fit</source>
        <translation>Con él no cabe el núcleo</translation>
    </message>
    <message>
        <source>o: places of the output · i: pixels · p: places before and after · d: dilation · k: weights · s: stride. ⌊ ⌋ rounds down</source>
        <translation>o: lugares de la salida · i: píxeles · p: lugares antes y después · d: dilatación · k: pesos · s: paso. ⌊ ⌋ redondea hacia abajo</translation>
    </message>
</context>
<context>
    <name>StackPanel</name>
    <message>
        <source>Begin anew with the same seed (F8)</source>
        <translation>Empezar de nuevo con la misma semilla (F8)</translation>
    </message>
    <message>
        <source>Each layer is a Boltzmann machine that learns, without labels, what the one below makes of the digits. Then a classifier is put on top, and all of it is trained on a few labels; beside it the same network, from chance.</source>
        <translation>Cada capa es una máquina de Boltzmann que aprende, sin etiquetas, lo que la de abajo hace de los dígitos. Después se pone encima un clasificador, y todo se entrena con unas pocas etiquetas; al lado, la misma red desde el azar.</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>One epoch (F6)</source>
        <translation>Una época (F6)</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Put it into the drawing</source>
        <translation>Ponerla en el dibujo</translation>
    </message>
    <message>
        <source>Teach layer after layer, then fine-tune; or pause (F5)</source>
        <translation>Enseñar capa tras capa y después ajustar; o pausar (F5)</translation>
    </message>
    <message>
        <source>The network that the machines become, with their weights, its few labelled digits and the settings of the fine-tuning, in the place of this project; it can be undone</source>
        <translation>La red en que se convierten las máquinas, con sus pesos, sus pocos dígitos etiquetados y los ajustes del ajuste fino, en lugar de este proyecto; se puede deshacer</translation>
    </message>
</context>
<context>
    <name>StackView</name>
    <message>
        <source>After {epochs} epochs of fine-tuning {machines} of the digits without labels are right from the machines, {chance} from chance.</source>
        <translation>Tras {epochs} épocas de ajuste fino acierta el {machines} de los dígitos sin etiqueta a partir de las máquinas, y el {chance} desde el azar.</translation>
    </message>
    <message>
        <source>Belief network</source>
        <translation>Red de creencia</translation>
    </message>
    <message>
        <source>Layer {number}</source>
        <translation>Capa {number}</translation>
    </message>
    <message>
        <source>Layer {number}: error {error}</source>
        <translation>Capa {number}: error {error}</translation>
    </message>
    <message>
        <source>Press Learn: machines are stacked one upon the other and taught, each can be seen while it learns, and then the network that they become is fine-tuned.</source>
        <translation>Pulsa Aprender: se apilan máquinas una sobre otra y se les enseña, cada una se ve mientras aprende, y después se ajusta la red en que se convierten.</translation>
    </message>
    <message>
        <source>Put the belief network into the drawing</source>
        <translation>Poner la red de creencia en el dibujo</translation>
    </message>
    <message>
        <source>Samples from the top</source>
        <translation>Muestras desde arriba</translation>
    </message>
    <message>
        <source>Samples from the top appear when all layers are taught</source>
        <translation>Las muestras desde arriba aparecen cuando todas las capas han aprendido</translation>
    </message>
    <message>
        <source>Samples from the top, drawn down to the means of pixels</source>
        <translation>Muestras desde arriba, sorteadas hacia abajo hasta las medias de los píxeles</translation>
    </message>
    <message>
        <source>Up to {most} units of each layer. Above the first they are products of the weights on the way, without the bends of the sigmoids between them; each layer has a scale of its own. The error is the mean square of what a machine gives back of what it is taught.</source>
        <translation>Hasta {most} unidades de cada capa. Por encima de la primera son productos de los pesos del camino, sin las curvas de las sigmoides que hay en medio; cada capa tiene su propia escala. El error es el cuadrado medio de la diferencia entre lo que una máquina devuelve y lo que se le enseña.</translation>
    </message>
    <message>
        <source>accuracy without labels</source>
        <translation>exactitud sin etiquetas</translation>
    </message>
    <message>
        <source>epoch of fine-tuning</source>
        <translation>época del ajuste fino</translation>
    </message>
    <message>
        <source>from chance</source>
        <translation>desde el azar</translation>
    </message>
    <message>
        <source>from the machines</source>
        <translation>desde las máquinas</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>New network</source>
        <translation>Red nueva</translation>
    </message>
    <message>
        <source>No example here has “{words}” in it.</source>
        <translation>Ningún ejemplo de aquí contiene «{words}».</translation>
    </message>
    <message>
        <source>Open a project from a file</source>
        <translation>Abre un proyecto desde un archivo</translation>
    </message>
    <message>
        <source>Open an example, press Train, and watch. Or draw a network of your own.</source>
        <translation>Abre un ejemplo, pulsa Entrenar y mira. O dibuja una red tuya.</translation>
    </message>
    <message>
        <source>Opened last</source>
        <translation>Abiertos últimamente</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Search examples</source>
        <translation>Buscar ejemplos</translation>
    </message>
    <message>
        <source>Show the examples that these words are in: LSTM, digits, overfitting…</source>
        <translation>Muestra los ejemplos en los que están estas palabras: LSTM, dígitos, sobreajuste…</translation>
    </message>
    <message>
        <source>Start with an empty canvas</source>
        <translation>Empieza con un lienzo vacío</translation>
    </message>
    <message>
        <source>The examples of all sections</source>
        <translation>Los ejemplos de todas las secciones</translation>
    </message>
    <message>
        <source>The examples of this section alone</source>
        <translation>Solo los ejemplos de esta sección</translation>
    </message>
    <message>
        <source>Which network shall learn?</source>
        <translation>¿Qué red va a aprender?</translation>
    </message>
</context>
<context>
    <name>StatesView</name>
    <message>
        <source>Every state has a bar of its own here: for that there must be at most 512 of them. Choose binary units and bars and stripes of 3 × 3.</source>
        <translation>Aquí cada estado tiene su propia barra: para eso debe haber como mucho 512. Elige unidades binarias y barras y franjas de 3 × 3.</translation>
    </message>
    <message>
        <source>Gibbs steps of the particles:</source>
        <translation>Pasos de Gibbs de las partículas:</translation>
    </message>
    <message>
        <source>The machine waits as it is, and all particles take so many steps more</source>
        <translation>La máquina espera tal como está, y todas las partículas dan otros tantos pasos</translation>
    </message>
    <message>
        <source>The {shown} likeliest of {all} images; framed ones are examples, which have {examples} of the probability together. All that is not shown has {rest} exactly, and {counted} of the particles, after {steps} Gibbs steps. Half the sum of all differences is {distance}; chance alone makes about {chance} of it.</source>
        <translation>Las {shown} imágenes más probables de {all}; las enmarcadas son ejemplos, que juntos tienen el {examples} de la probabilidad. Todo lo que no se muestra tiene exactamente el {rest}, y el {counted} de las partículas, tras {steps} pasos de Gibbs. La mitad de la suma de todas las diferencias es {distance}; el azar por sí solo produce alrededor de {chance}.</translation>
    </message>
    <message>
        <source>exact probability</source>
        <translation>probabilidad exacta</translation>
    </message>
    <message>
        <source>share of {count} particles</source>
        <translation>parte de las {count} partículas</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Empty canvas</source>
        <translation>Lienzo vacío</translation>
    </message>
    <message>
        <source>The layers and the weights that training changes</source>
        <translation>Las capas y los pesos que cambia el entrenamiento</translation>
    </message>
    <message>
        <source>The numbers training computes with</source>
        <translation>Los números con que calcula el entrenamiento</translation>
    </message>
    <message>
        <source>The seed of the initial weights: the same seed gives the same run</source>
        <translation>La semilla de los pesos iniciales: la misma semilla da el mismo recorrido</translation>
    </message>
    <message>
        <source>Where training computes; the Device menu changes it</source>
        <translation>Dónde calcula el entrenamiento; se cambia en el menú Dispositivo</translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation>semilla {seed}</translation>
    </message>
    <message>
        <source>{device}, {count} threads</source>
        <translation>{device}, {count} hilos</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Back: δ of {subject}</source>
        <translation>Hacia atrás: δ de {subject}</translation>
    </message>
    <message>
        <source>Forward: {subject}</source>
        <translation>Hacia delante: {subject}</translation>
    </message>
    <message>
        <source>Gradient: {subject}</source>
        <translation>Gradiente: {subject}</translation>
    </message>
    <message>
        <source>K: what layers cost by themselves.</source>
        <translation>K: lo que cuestan las capas por sí mismas.</translation>
    </message>
    <message>
        <source>Loss: {subject}</source>
        <translation>Pérdida: {subject}</translation>
    </message>
    <message>
        <source>T: what the teacher changes of the loss.</source>
        <translation>T: lo que la red maestra cambia de la pérdida.</translation>
    </message>
    <message>
        <source>Update: {subject}</source>
        <translation>Actualización: {subject}</translation>
    </message>
    <message>
        <source>Ω: the penalty of the weights.</source>
        <translation>Ω: la penalización de los pesos.</translation>
    </message>
</context>
<context>
    <name>StepMap</name>
    <message>
        <source>Step {step} “{label}”, unit {unit}: {value}</source>
        <translation>Paso {step} «{label}», unidad {unit}: {value}</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>A step goes forward layer by layer to the loss, comes back with δ and the gradients, and then moves the weights.</source>
        <translation>Un paso va hacia delante capa por capa hasta la pérdida, vuelve con δ y los gradientes, y después mueve los pesos.</translation>
    </message>
    <message>
        <source>Beside a derivative: the same by the difference of two real forward passes.</source>
        <translation>Junto a una derivada: lo mismo por la diferencia de dos pasadas reales hacia delante.</translation>
    </message>
    <message>
        <source>Draw a network that can be trained, and its step is taken apart here.</source>
        <translation>Dibuja una red que se pueda entrenar y aquí se desmonta su paso.</translation>
    </message>
    <message>
        <source>Example in hand</source>
        <translation>Ejemplo elegido</translation>
    </message>
    <message>
        <source>Fill in the δ</source>
        <translation>Completar las δ</translation>
    </message>
    <message>
        <source>Leave the δ blank, to work them out yourself. A wrong one is traced to what is missing.</source>
        <translation>Deja las δ en blanco para calcularlas tú. De una equivocada se dice qué le falta.</translation>
    </message>
    <message>
        <source>Let the stages go by one after the other, slowly</source>
        <translation>Dejar pasar las etapas una tras otra, despacio</translation>
    </message>
    <message>
        <source>Let the training take exactly this step, and see the next one.</source>
        <translation>Deja que el entrenamiento dé exactamente este paso y muestra el siguiente.</translation>
    </message>
    <message>
        <source>Next minibatch</source>
        <translation>Próximo minilote</translation>
    </message>
    <message>
        <source>One stage back (Alt+Up)</source>
        <translation>Una etapa atrás (Alt+Arriba)</translation>
    </message>
    <message>
        <source>One stage on (Alt+Down)</source>
        <translation>Una etapa adelante (Alt+Abajo)</translation>
    </message>
    <message>
        <source>Stage of the step</source>
        <translation>Etapa del paso</translation>
    </message>
    <message>
        <source>Take this step</source>
        <translation>Dar este paso</translation>
    </message>
    <message>
        <source>The example in hand by itself, as it is measured, or the minibatch that the training takes next, exactly as that step sees it: with its dropout, augmentation and batch statistics.</source>
        <translation>El ejemplo elegido por sí solo, tal como se mide, o el minilote que el entrenamiento toma a continuación, exactamente como lo ve ese paso: con su dropout, su aumento de datos y las estadísticas del lote.</translation>
    </message>
    <message>
        <source>The numbers stand in the rule as soon as the training rests.</source>
        <translation>Los números aparecen en la regla en cuanto el entrenamiento descansa.</translation>
    </message>
    <message>
        <source>Which example of the minibatch</source>
        <translation>Qué ejemplo del minilote</translation>
    </message>
    <message>
        <source>Whose numbers</source>
        <translation>Los números de quién</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>Testigo</translation>
    </message>
    <message>
        <source>{shown} of {total} shown</source>
        <translation>se muestran {shown} de {total}</translation>
    </message>
</context>
<context>
    <name>SumView</name>
    <message>
        <source>Along the weights of {layer} each word votes; with the bias they add up to {sum}, of which the network makes {said}.</source>
        <translation>A lo largo de los pesos de {layer} vota cada palabra; con el sesgo suman {sum}, de lo que la red hace {said}.</translation>
    </message>
    <message>
        <source>From zero each word adds its vector.</source>
        <translation>Desde cero, cada palabra añade su vector.</translation>
    </message>
    <message>
        <source>From zero each word adds its vector; the network takes the sum divided by {count}.</source>
        <translation>Desde cero, cada palabra añade su vector; la red toma la suma dividida entre {count}.</translation>
    </message>
    <message>
        <source>No network here adds up the vectors of words. Open the example Praise or blame: an embedding, and the average of what it gives.</source>
        <translation>Aquí ninguna red suma los vectores de las palabras. Abre el ejemplo Elogio o crítica: un embedding y el promedio de lo que da.</translation>
    </message>
    <message>
        <source>bias</source>
        <translation>sesgo</translation>
    </message>
</context>
<context>
    <name>SummaryPage</name>
    <message>
        <source>Before it can be trained:</source>
        <translation>Antes de poder entrenarla:</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Capas</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Select a layer to see and change its settings.</source>
        <translation>Selecciona una capa para ver y cambiar sus ajustes.</translation>
    </message>
    <message>
        <source>The canvas is empty.</source>
        <translation>El lienzo está vacío.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
</context>
<context>
    <name>SurfacesPanel</name>
    <message>
        <source>As numbers (npz, CSV), as a picture (PNG, SVG) or as a mesh (OBJ, PLY)</source>
        <translation>Como números (npz, CSV), como imagen (PNG, SVG) o como malla (OBJ, PLY)</translation>
    </message>
    <message>
        <source>Compute in full</source>
        <translation>Calcular completa</translation>
    </message>
    <message>
        <source>Compute the picture in full to keep it: finer than the live one, saved with the project, ready to be exported.</source>
        <translation>Calcula la imagen completa para conservarla: más fina que la que se mueve, guardada con el proyecto y lista para exportar.</translation>
    </message>
    <message>
        <source>Export the surface</source>
        <translation>Exportar la superficie</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Film of the walk</source>
        <translation>Película del camino</translation>
    </message>
    <message>
        <source>Film of the walk…</source>
        <translation>Película del camino…</translation>
    </message>
    <message>
        <source>Keep a surface</source>
        <translation>Guardar una superficie</translation>
    </message>
    <message>
        <source>Places along each axis: twice as many take four times as long</source>
        <translation>Lugares en cada eje: el doble tarda cuatro veces más</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove a surface</source>
        <translation>Quitar una superficie</translation>
    </message>
    <message>
        <source>Surfaces of this project: choose one to see it</source>
        <translation>Superficies de este proyecto: elige una para verla</translation>
    </message>
    <message>
        <source>Take this surface out of the project</source>
        <translation>Quita esta superficie del proyecto</translation>
    </message>
    <message>
        <source>The picture as it is, with the walk growing on it: an animated GIF or WebP</source>
        <translation>La imagen tal como está, con el camino creciendo sobre ella: un GIF o WebP animado</translation>
    </message>
    <message>
        <source>The same plane and range, finer, on all processors; the training goes on</source>
        <translation>El mismo plano y rango, más fino, con todos los procesadores; el entrenamiento sigue</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>Escribiendo {name}…</translation>
    </message>
    <message>
        <source>Written to {name}.</source>
        <translation>Escrito en {name}.</translation>
    </message>
    <message>
        <source>{kind}, step {step}, {count} × {count}</source>
        <translation>{kind}, paso {step}, {count} × {count}</translation>
    </message>
    <message>
        <source>{title}, {share} % of it</source>
        <translation>{title}, el {share} %</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>Espacios de trabajo</translation>
    </message>
</context>
<context>
    <name>TabCorner</name>
    <message>
        <source>Close this panel; the View menu brings it back</source>
        <translation>Cierra este panel; vuelve desde el menú Ver</translation>
    </message>
    <message>
        <source>Let this panel float in a window of its own</source>
        <translation>Saca este panel a una ventana propia</translation>
    </message>
</context>
<context>
    <name>TableDialog</name>
    <message>
        <source>Learn from</source>
        <translation>Aprender de</translation>
    </message>
    <message>
        <source>Learn from this table from now on; Undo brings the other data back</source>
        <translation>Aprende de esta tabla desde ahora; Deshacer devuelve los otros datos</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Predecir</translation>
    </message>
    <message>
        <source>Table: {name}</source>
        <translation>Tabla: {name}</translation>
    </message>
    <message>
        <source>The first {count} columns are shown.</source>
        <translation>Se muestran las primeras {count} columnas.</translation>
    </message>
    <message>
        <source>The row under the names says the units.</source>
        <translation>La fila debajo de los nombres indica las unidades.</translation>
    </message>
    <message>
        <source>The table begins in line {line}: what is above it is left out.</source>
        <translation>La tabla empieza en la línea {line}: lo que está encima se deja fuera.</translation>
    </message>
    <message>
        <source>Use this table</source>
        <translation>Usar esta tabla</translation>
    </message>
    <message>
        <source>{rows} rows, {columns} columns, {missing} missing values.</source>
        <translation>{rows} filas, {columns} columnas, faltan {missing} valores.</translation>
    </message>
    <message>
        <source>{value} (detected)</source>
        <translation>{value} (detectado)</translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>+1, blue</source>
        <translation>+1, azul</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>A step that can be undone</source>
        <translation>Un paso que se puede deshacer</translation>
    </message>
    <message>
        <source>All 0</source>
        <translation>Todo 0</translation>
    </message>
    <message>
        <source>All of it is 0, and so is the kernel: paint something.</source>
        <translation>Todo es 0, y el núcleo también: pinta algo.</translation>
    </message>
    <message>
        <source>Anything will do</source>
        <translation>Da igual</translation>
    </message>
    <message>
        <source>Anything will do everywhere: paint something.</source>
        <translation>Da igual en todas partes: pinta algo.</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Empezar con</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pincel</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Lay this kernel on the bench</source>
        <translation>Poner este núcleo en el banco</translation>
    </message>
    <message>
        <source>Paint the output that you want. The kernel that comes closest is solved for, by least squares; what is left over no kernel of this size can do.</source>
        <translation>Pinta la salida que quieres. El núcleo que más se acerca se resuelve por mínimos cuadrados; lo que sobra no lo puede ningún núcleo de este tamaño.</translation>
    </message>
    <message>
        <source>Pixels across the brush</source>
        <translation>Píxeles de ancho del pincel</translation>
    </message>
    <message>
        <source>Rows and columns of the kernel that is looked for</source>
        <translation>Filas y columnas del núcleo que se busca</translation>
    </message>
    <message>
        <source>The largest residual is {largest}.</source>
        <translation>El residuo mayor es {largest}.</translation>
    </message>
    <message>
        <source>This kernel does all of what was painted: nothing is left over.</source>
        <translation>Este núcleo hace todo lo pintado: no sobra nada.</translation>
    </message>
    <message>
        <source>This kernel explains {share} of what was painted; the rest no kernel of {rows} × {columns} can.</source>
        <translation>Este núcleo explica {share} de lo pintado; el resto no lo puede ningún núcleo de {rows} × {columns}.</translation>
    </message>
    <message>
        <source>What the bench gives</source>
        <translation>Lo que da el banco</translation>
    </message>
    <message>
        <source>What the left button paints; the right one paints 0</source>
        <translation>Lo que pinta el botón izquierdo; el derecho pinta 0</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ancho</translation>
    </message>
    <message>
        <source>Wipe the canvas and begin with this</source>
        <translation>Borra el lienzo y empieza con esto</translation>
    </message>
    <message>
        <source>{free} of its directions change nothing about this picture; the smallest of the equally good kernels is shown.</source>
        <translation>{free} de sus direcciones no cambian nada en esta imagen; se muestra el más pequeño de los núcleos igual de buenos.</translation>
    </message>
    <message>
        <source>−1, orange</source>
        <translation>−1, naranja</translation>
    </message>
</context>
<context>
    <name>TargetView</name>
    <message>
        <source>Begin a painting</source>
        <translation>Empezar una pintura</translation>
    </message>
    <message>
        <source>Lay a solved kernel on the bench</source>
        <translation>Poner en el banco un núcleo resuelto</translation>
    </message>
    <message>
        <source>Look for a kernel of another size</source>
        <translation>Buscar un núcleo de otro tamaño</translation>
    </message>
    <message>
        <source>Paint a target</source>
        <translation>Pintar un objetivo</translation>
    </message>
    <message>
        <source>Painted output</source>
        <translation>Salida pintada</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagen</translation>
    </message>
    <message>
        <source>Residual: wanted − made</source>
        <translation>Residuo: querido − hecho</translation>
    </message>
    <message>
        <source>The kernel that comes closest</source>
        <translation>El núcleo que más se acerca</translation>
    </message>
    <message>
        <source>The left button paints, the right one wipes to 0; grey is where anything will do</source>
        <translation>El botón izquierdo pinta, el derecho borra a 0; gris es donde da igual</translation>
    </message>
    <message>
        <source>The output you want: paint here</source>
        <translation>La salida que quieres: pinta aquí</translation>
    </message>
    <message>
        <source>What it makes</source>
        <translation>Lo que hace</translation>
    </message>
</context>
<context>
    <name>TeacherForm</name>
    <message>
        <source>Draw and train a large network, and make it the teacher. Then draw a smaller one: it learns what the teacher says of every example, beside the targets.</source>
        <translation>Dibuja y entrena una red grande, y hazla maestra. Luego dibuja una más pequeña: además de los objetivos, aprende lo que la maestra dice de cada ejemplo.</translation>
    </message>
    <message>
        <source>Keep the network of the drawing with what it has learned; whatever is drawn and trained from now on learns from it too. It stays with the project.</source>
        <translation>Guarda la red del dibujo con lo que ha aprendido; todo lo que se dibuje y entrene desde ahora aprende también de ella. Se queda con el proyecto.</translation>
    </message>
    <message>
        <source>Learn from the data alone</source>
        <translation>Aprender solo de los datos</translation>
    </message>
    <message>
        <source>Make this network the teacher</source>
        <translation>Hacer maestra a esta red</translation>
    </message>
    <message>
        <source>Without a teacher</source>
        <translation>Sin maestra</translation>
    </message>
    <message>
        <source>“{name}” teaches: {layers}; {count} weights.</source>
        <translation>Enseña «{name}»: {layers}; {count} pesos.</translation>
    </message>
</context>
<context>
    <name>TensorLab</name>
    <message>
        <source>A shape is whole numbers with commas between them, such as 2, 3.</source>
        <translation>Una forma son números enteros separados por comas, como 2, 3.</translation>
    </message>
    <message>
        <source>Point at a number of C to see what it is made of.</source>
        <translation>Señala un número de C para ver de qué está hecho.</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensores</translation>
    </message>
    <message>
        <source>The last axis runs to the right, the one before it down, the third from the end to the right again with more room, the fourth down, and the fifth to the right.</source>
        <translation>El último eje va hacia la derecha, el anterior hacia abajo, el tercero desde el final otra vez hacia la derecha con más espacio, el cuarto hacia abajo y el quinto hacia la derecha.</translation>
    </message>
    <message>
        <source>The shape of {tensor}: the length of each axis, with commas; empty for a single number, rank 0; up to rank {most}</source>
        <translation>La forma de {tensor}: la longitud de cada eje, con comas; vacía para un solo número, rango 0; hasta el rango {most}</translation>
    </message>
    <message>
        <source>What is done with the tensors</source>
        <translation>Lo que se hace con los tensores</translation>
    </message>
    <message>
        <source>shape of {tensor}</source>
        <translation>forma de {tensor}</translation>
    </message>
    <message>
        <source>{tensor}: shape ({shape}), rank {rank}</source>
        <translation>{tensor}: forma ({shape}), rango {rank}</translation>
    </message>
</context>
<context>
    <name>Terms</name>
    <message>
        <source>unit {unit}: {weight} · {activation}</source>
        <translation>unidad {unit}: {weight} · {activation}</translation>
    </message>
    <message>
        <source>{shown} of the {total} units of {source}, the largest w·a</source>
        <translation>{shown} de las {total} unidades de {source}, con w·a mayor</translation>
    </message>
</context>
<context>
    <name>TextChoice</name>
    <message>
        <source>The columns as they are, numbers and categories; or the texts of one column, word by word or letter by letter</source>
        <translation>Las columnas tal como están, números y categorías; o los textos de una columna, palabra por palabra o letra por letra</translation>
    </message>
    <message>
        <source>all columns</source>
        <translation>todas las columnas</translation>
    </message>
    <message>
        <source>the texts in “{column}”</source>
        <translation>los textos de «{column}»</translation>
    </message>
</context>
<context>
    <name>Tied</name>
    <message>
        <source>; the dense layer has learned {value}</source>
        <translation>; la capa densa ha aprendido {value}</translation>
    </message>
    <message>
        <source>; untied they go from {low} to {high}</source>
        <translation>; sin atar van de {low} a {high}</translation>
    </message>
    <message>
        <source>From pixel {input} to output {output}: weight {weight}, which stands in {places} places</source>
        <translation>Del píxel {input} a la salida {output}: el peso {weight}, que está en {places} lugares</translation>
    </message>
    <message>
        <source>Output {output} is a row of the matrix: {used} pixels count, {rest} are times 0</source>
        <translation>La salida {output} es una fila de la matriz: cuentan {used} píxeles, {rest} van por 0</translation>
    </message>
    <message>
        <source>Pixel {input} does not reach output {output}: a 0 that no convolution learns</source>
        <translation>El píxel {input} no llega a la salida {output}: un 0 que ninguna convolución aprende</translation>
    </message>
    <message>
        <source>Pixel {input} is a column of the matrix: it reaches {reached} outputs</source>
        <translation>El píxel {input} es una columna de la matriz: llega a {reached} salidas</translation>
    </message>
    <message>
        <source>Weight {weight} stands in {places} places of the matrix; it is one number to learn</source>
        <translation>El peso {weight} está en {places} lugares de la matriz; es un solo número que aprender</translation>
    </message>
</context>
<context>
    <name>TimelineBar</name>
    <message>
        <source>Back to the present</source>
        <translation>Volver al presente</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>Continuar desde aquí</translation>
    </message>
    <message>
        <source>Drag to see the network as it was; the training waits and stays as it is.
{moments} moments are remembered, {kept}: as many as fit into {budget} MB, spread evenly over the run.</source>
        <translation>Arrastra para ver la red como era; el entrenamiento espera y queda como está.
Se recuerdan {moments} momentos, {kept}: los que caben en {budget} MB, repartidos por igual en todo el recorrido.</translation>
    </message>
    <message>
        <source>Looking back: epoch {epoch} of {present}</source>
        <translation>Mirando atrás: época {epoch} de {present}</translation>
    </message>
    <message>
        <source>Nothing to look back at yet</source>
        <translation>Todavía no hay nada que mirar atrás</translation>
    </message>
    <message>
        <source>Now: epoch {epoch}</source>
        <translation>Ahora: época {epoch}</translation>
    </message>
    <message>
        <source>Once the network has been trained, drag here to see it as it was</source>
        <translation>Cuando la red se haya entrenado, arrastra aquí para verla como era</translation>
    </message>
    <message>
        <source>Show the newest weights again; nothing has happened to them (Esc)</source>
        <translation>Muestra otra vez los pesos más recientes; no les ha pasado nada (Esc)</translation>
    </message>
    <message>
        <source>Timeline of the training</source>
        <translation>Línea de tiempo del entrenamiento</translation>
    </message>
    <message>
        <source>Train on from this epoch, bit for bit as it went then, optimizer and chance included; what came after it is forgotten</source>
        <translation>Sigue entrenando desde esta época, bit a bit como fue entonces, con el optimizador y el azar de ese momento; lo que vino después se olvida</translation>
    </message>
    <message>
        <source>after every epoch</source>
        <translation>después de cada época</translation>
    </message>
    <message>
        <source>after every {count} epochs</source>
        <translation>cada {count} épocas</translation>
    </message>
</context>
<context>
    <name>TrainingBar</name>
    <message>
        <source> (and {count} more)</source>
        <translation> (y {count} más)</translation>
    </message>
    <message>
        <source>Fit to the data</source>
        <translation>Ajustar a los datos</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Give the input the shape, the last layer the units and the output the loss that the data ask for</source>
        <translation>Da a la entrada la forma, a la última capa las unidades y a la salida la pérdida que piden los datos</translation>
    </message>
    <message>
        <source>Still being built. Train says what is missing.</source>
        <translation>Todavía en construcción. Con Entrenar se ve qué falta.</translation>
    </message>
    <message>
        <source>The canvas is empty.</source>
        <translation>El lienzo está vacío.</translation>
    </message>
</context>
<context>
    <name>TrainingSettingsRow</name>
    <message>
        <source>Another seed: other initial weights and another order of the examples. Good settings do not depend on one lucky seed.</source>
        <translation>Otra semilla: otros pesos iniciales y otro orden de los ejemplos. Unos buenos ajustes no dependen de una semilla con suerte.</translation>
    </message>
    <message>
        <source>The other settings of the optimizer, how the learning rate changes, and when to stop.</source>
        <translation>Los demás ajustes del optimizador, cómo cambia la tasa de aprendizaje y cuándo parar.</translation>
    </message>
</context>
<context>
    <name>TransferDialog</name>
    <message>
        <source>All that fit begin with these weights and train on</source>
        <translation>Todas las que encajan empiezan con estos pesos y siguen entrenando</translation>
    </message>
    <message>
        <source>All that fit keep these weights while other layers learn</source>
        <translation>Todas las que encajan conservan estos pesos mientras las demás aprenden</translation>
    </message>
    <message>
        <source>Begin with these weights and train them on</source>
        <translation>Empezar con estos pesos y seguir entrenándolos</translation>
    </message>
    <message>
        <source>Files of PyTorch do not say in which order the layers follow each other: where several fit, they are proposed in the order of their names. Look whether they are the right ones.</source>
        <translation>Los archivos de PyTorch no dicen en qué orden se siguen las capas: donde encajan varias, se proponen en el orden de sus nombres. Comprueba que sean las correctas.</translation>
    </message>
    <message>
        <source>Freeze all</source>
        <translation>Congelar todas</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Aquí</translation>
    </message>
    <message>
        <source>Keep the weights that the layer has here</source>
        <translation>Conservar los pesos que la capa tiene aquí</translation>
    </message>
    <message>
        <source>Keep these weights: training leaves them as they are</source>
        <translation>Conservar estos pesos: el entrenamiento los deja como están</translation>
    </message>
    <message>
        <source>Layers begin with what the other network has learned. A frozen one keeps it: only the others are trained, as on top of a fixed feature extractor.</source>
        <translation>Las capas empiezan con lo que la otra red ha aprendido. Una capa congelada lo conserva: solo se entrenan las demás, como sobre un extractor de características fijo.</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Dejar</translation>
    </message>
    <message>
        <source>Normalise with PyTorch&apos;s ε, 0.00001</source>
        <translation>Normalizar con el ε de PyTorch, 0.00001</translation>
    </message>
    <message>
        <source>Nothing here can take the weights of {layers}.</source>
        <translation>Aquí nada puede tomar los pesos de {layers}.</translation>
    </message>
    <message>
        <source>Source of {layer}</source>
        <translation>Origen de {layer}</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Tomar</translation>
    </message>
    <message>
        <source>Take all</source>
        <translation>Tomar todas</translation>
    </message>
    <message>
        <source>Take and freeze</source>
        <translation>Tomar y congelar</translation>
    </message>
    <message>
        <source>Take weights</source>
        <translation>Tomar pesos</translation>
    </message>
    <message>
        <source>Take weights from “{file}”</source>
        <translation>Tomar pesos de «{file}»</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Allí</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>Weights do not say what is added to the variance. PyTorch adds 0.00001 unless it is told to add something else; layers here add another number, and would give slightly other results</source>
        <translation>Los pesos no dicen qué se suma a la varianza. PyTorch suma 0.00001 si no se le indica otra cosa; aquí las capas suman otro número y darían resultados algo distintos</translation>
    </message>
    <message>
        <source>What becomes of the weights of {layer}</source>
        <translation>Qué pasa con los pesos de {layer}</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>Which layer there {layer} takes the weights of</source>
        <translation>De qué capa de la otra red toma {layer} los pesos</translation>
    </message>
    <message>
        <source>{weights} · put in order: PyTorch has channels first</source>
        <translation>{weights} · reordenados: PyTorch pone los canales primero</translation>
    </message>
</context>
<context>
    <name>TranslationPanel</name>
    <message>
        <source>Beam</source>
        <translation>Haz</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Empezar con</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Cabeza</translation>
    </message>
    <message>
        <source>How many rows a beam search keeps at each step. 1 takes the likeliest symbol each time: greedy.</source>
        <translation>Cuántas filas conserva la búsqueda en haz en cada paso. Con 1 se toma cada vez el símbolo más probable: voraz.</translation>
    </message>
    <message>
        <source>How much of its attention the chosen step gives to the chosen symbol; the others keep their proportions</source>
        <translation>Cuánta de su atención da el paso elegido al símbolo elegido; los demás conservan sus proporciones</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Soltar</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Take back all changes: both runs are alike again</source>
        <translation>Deshacer todos los cambios: ambas pasadas vuelven a ser iguales</translation>
    </message>
    <message>
        <source>Teacher forcing: while it learns, the decoder is told the right symbols before each step, and so are loss and metric. Here it writes on its own. Up to the first mistake both read the same, so the rows without a mistake are the same ones either way. Where attention looks is what is mixed, and no explanation.</source>
        <translation>Teacher forcing: mientras aprende, al decodificador se le dicen los símbolos correctos anteriores a cada paso, y así se miden también la pérdida y la métrica. Aquí escribe sin ayuda. Hasta el primer error ambos leen lo mismo, de modo que las filas sin error son las mismas de las dos maneras. Adónde mira la atención es lo que se mezcla, no una explicación.</translation>
    </message>
    <message>
        <source>The attention that is shown</source>
        <translation>La atención que se muestra</translation>
    </message>
    <message>
        <source>The head whose ribbons are drawn; the matrices show all of them</source>
        <translation>La cabeza cuyas cintas se dibujan; las matrices las muestran todas</translation>
    </message>
    <message>
        <source>This network, and the same one with zeros in the place of what attention finds, with the same data, settings and seed, each from its beginning. The training itself stays as it is.</source>
        <translation>Esta red, y la misma con ceros en el lugar de lo que encuentra la atención, con los mismos datos, ajustes y semilla, cada una desde su comienzo. El entrenamiento en sí queda como está.</translation>
    </message>
    <message>
        <source>Train with and without attention</source>
        <translation>Entrenar con y sin atención</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
    <message>
        <source>What the changed run has to begin with, and press Enter</source>
        <translation>Con qué tiene que empezar la pasada cambiada; pulsa Enter</translation>
    </message>
    <message>
        <source>What the changed run reads: swap a symbol, and press Enter</source>
        <translation>Qué lee la pasada cambiada: cambia un símbolo y pulsa Enter</translation>
    </message>
</context>
<context>
    <name>TranslationView</name>
    <message>
        <source>Changed</source>
        <translation>Cambiada</translation>
    </message>
    <message>
        <source>Click a weight on the right: that step looks there.</source>
        <translation>Haz clic en un peso a la derecha: ese paso mira ahí.</translation>
    </message>
    <message>
        <source>Exact matches {exact}, symbols {symbols}, on {count} examples of the test part.</source>
        <translation>Coincidencias exactas {exact}, símbolos {symbols}, en {count} ejemplos de la parte de prueba.</translation>
    </message>
    <message>
        <source>The alphabet does not have: {symbols}. They are left out.</source>
        <translation>El alfabeto no tiene: {symbols}. Se omiten.</translation>
    </message>
    <message>
        <source>The changed run, a beam of {width} rows, with the log-probability up to there</source>
        <translation>La pasada cambiada, un haz de {width} filas, con la log-probabilidad hasta ahí</translation>
    </message>
    <message>
        <source>The changed run, greedy: the likeliest symbol each time</source>
        <translation>La pasada cambiada, voraz: cada vez el símbolo más probable</translation>
    </message>
    <message>
        <source>There is no network to look into yet. Open an example such as Dates, or begin with the template Encoder, decoder and attention.</source>
        <translation>Aún no hay ninguna red que mirar. Abre un ejemplo como Fechas, o empieza con la plantilla Codificador, decodificador y atención.</translation>
    </message>
    <message>
        <source>This network does not read one row of symbols and write another. Open an example such as Dates, or begin with the template Encoder, decoder and attention.</source>
        <translation>Esta red no lee una fila de símbolos para escribir otra. Abre un ejemplo como Fechas, o empieza con la plantilla Codificador, decodificador y atención.</translation>
    </message>
    <message>
        <source>Told the right symbols before each step, it says “{row}”.</source>
        <translation>Si se le dicen los símbolos correctos antes de cada paso, dice «{row}».</translation>
    </message>
    <message>
        <source>Untouched</source>
        <translation>Intacta</translation>
    </message>
    <message>
        <source>exact matches</source>
        <translation>coincidencias exactas</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>pérdida</translation>
    </message>
    <message>
        <source>“{read}” → “{written}”, log-probability {score}</source>
        <translation>«{read}» → «{written}», log-probabilidad {score}</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>How fast: slowly to watch single steps, flat out to get there. The result is the same.</source>
        <translation>A qué velocidad: despacio para ver cada paso, a toda para llegar. El resultado es el mismo.</translation>
    </message>
    <message>
        <source>One epoch: on until every training example has been used once.</source>
        <translation>Una época: sigue hasta usar una vez cada ejemplo de entrenamiento.</translation>
    </message>
    <message>
        <source>One step: the gradient of one minibatch changes the weights once.</source>
        <translation>Un paso: el gradiente de un minilote cambia los pesos una vez.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Pause: the weights stay as they are (Space)</source>
        <translation>Pausar: los pesos se quedan como están (Espacio)</translation>
    </message>
    <message>
        <source>Reset: back to the initial weights of this seed. Playing again repeats the run exactly.</source>
        <translation>Reiniciar: vuelve a los pesos iniciales de esta semilla. Entrenar otra vez repite exactamente el recorrido.</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Entrenar</translation>
    </message>
    <message>
        <source>Train: the weights follow the gradient (Space)</source>
        <translation>Entrenar: los pesos siguen el gradiente (Espacio)</translation>
    </message>
    <message>
        <source>flat out</source>
        <translation>a toda</translation>
    </message>
    <message>
        <source>{steps} steps/s</source>
        <translation>{steps} pasos/s</translation>
    </message>
</context>
<context>
    <name>TwoWaysPanel</name>
    <message>
        <source>A convolution is a dense layer in which most weights are 0 and the others are tied to each other. Point at a weight, a pixel, an output or a place of the matrix. The kernel is that of the bench.</source>
        <translation>Una convolución es una capa densa en la que la mayoría de los pesos son 0 y los demás están atados entre sí. Señala un peso, un píxel, una salida o un lugar de la matriz. El núcleo es el del banco.</translation>
    </message>
    <message>
        <source>Back to the kernel of the bench and its matrix</source>
        <translation>Volver al núcleo del banco y a su matriz</translation>
    </message>
    <message>
        <source>Change the examples</source>
        <translation>Cambiar los ejemplos</translation>
    </message>
    <message>
        <source>Change the padding</source>
        <translation>Cambiar el relleno</translation>
    </message>
    <message>
        <source>Change the stride</source>
        <translation>Cambiar el paso</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>Convolution: {weights} weights.</source>
        <translation>Convolución: {weights} pesos.</translation>
    </message>
    <message>
        <source>Dense, untied: {weights} weights.</source>
        <translation>Densa, sin atar: {weights} pesos.</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}. Mean squared error, convolution and dense:</source>
        <translation>Época {epoch} de {epochs}. Error cuadrático medio, convolución y densa:</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>How far the kernel moves each time</source>
        <translation>Cuánto avanza el núcleo cada vez</translation>
    </message>
    <message>
        <source>How many digits both learn from. With few of them many weights learn the examples by heart</source>
        <translation>De cuántos dígitos aprenden ambas. Con pocos, muchos pesos aprenden los ejemplos de memoria</translation>
    </message>
    <message>
        <source>Its matrix: {rows} × {columns}. {places} numbers are those weights again, {zeros} are 0.</source>
        <translation>Su matriz: {rows} × {columns}. {places} números son otra vez esos pesos, {zeros} son 0.</translation>
    </message>
    <message>
        <source>Its value</source>
        <translation>Su valor</translation>
    </message>
    <message>
        <source>One colour for each weight of the kernel, so that tied ones look alike, or the value of every number</source>
        <translation>Un color para cada peso del núcleo, de modo que los atados se vean iguales, o el valor de cada número</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>The matrix may change every number by itself. Both begin with the same kernel, drawn at random, and learn to do what the kernel of the bench does</source>
        <translation>La matriz puede cambiar cada número por separado. Ambas empiezan con el mismo núcleo, sacado al azar, y aprenden a hacer lo que hace el núcleo del banco</translation>
    </message>
    <message>
        <source>Tie again</source>
        <translation>Atar de nuevo</translation>
    </message>
    <message>
        <source>Untie and train both</source>
        <translation>Desatar y entrenar ambas</translation>
    </message>
    <message>
        <source>What is put around the picture</source>
        <translation>Lo que se pone alrededor de la imagen</translation>
    </message>
    <message>
        <source>Which weight it is</source>
        <translation>Qué peso es</translation>
    </message>
    <message>
        <source>digits it learned from</source>
        <translation>los dígitos de los que aprendió</translation>
    </message>
    <message>
        <source>new digits</source>
        <translation>dígitos nuevos</translation>
    </message>
    <message>
        <source>new digits, {moved} pixels to the right</source>
        <translation>dígitos nuevos, {moved} píxeles a la derecha</translation>
    </message>
    <message>
        <source>{convolution} and {dense} on {which}</source>
        <translation>{convolution} y {dense} en {which}</translation>
    </message>
</context>
<context>
    <name>TwoWaysPlot</name>
    <message>
        <source>What the convolution learns in one place it can everywhere. The dense layer learns every place by itself: it has to see something there.</source>
        <translation>Lo que la convolución aprende en un lugar lo sabe en todos. La capa densa aprende cada lugar por separado: tiene que haber visto algo allí.</translation>
    </message>
    <message>
        <source>convolution</source>
        <translation>convolución</translation>
    </message>
    <message>
        <source>dense</source>
        <translation>densa</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>época</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>error cuadrático medio</translation>
    </message>
    <message>
        <source>moved digits</source>
        <translation>dígitos movidos</translation>
    </message>
    <message>
        <source>new digits</source>
        <translation>dígitos nuevos</translation>
    </message>
    <message>
        <source>seen digits</source>
        <translation>dígitos vistos</translation>
    </message>
</context>
<context>
    <name>TwoWaysView</name>
    <message>
        <source>Both began with one kernel, drawn at random, and learn to do what the kernel of the bench does to digits.</source>
        <translation>Ambas empezaron con un mismo núcleo, sorteado al azar, y aprenden a hacer lo que hace con los dígitos el núcleo del banco.</translation>
    </message>
    <message>
        <source>Convolution: {weights} weights, again and again</source>
        <translation>Convolución: {weights} pesos, una y otra vez</translation>
    </message>
    <message>
        <source>Dense: {weights} weights</source>
        <translation>Densa: {weights} pesos</translation>
    </message>
    <message>
        <source>Digit, 8 × 8</source>
        <translation>Dígito, 8 × 8</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Núcleo</translation>
    </message>
    <message>
        <source>Kernel, learned</source>
        <translation>Núcleo aprendido</translation>
    </message>
    <message>
        <source>Matrix of the convolution</source>
        <translation>Matriz de la convolución</translation>
    </message>
    <message>
        <source>Matrix of the dense layer</source>
        <translation>Matriz de la capa densa</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Output, {columns} × {rows}</source>
        <translation>Salida, {columns} × {rows}</translation>
    </message>
</context>
<context>
    <name>TypedEquation</name>
    <message>
        <source>{name}: too deeply nested to be read</source>
        <translation>{name}: con demasiados niveles para leerse</translation>
    </message>
    <message>
        <source>{name}: too long for this width</source>
        <translation>{name}: demasiado larga para este ancho</translation>
    </message>
    <message>
        <source>{name}: too long to be read</source>
        <translation>{name}: demasiado larga para leerse</translation>
    </message>
</context>
<context>
    <name>UnitFacts</name>
    <message>
        <source>0 to {limit}</source>
        <translation>0 a {limit}</translation>
    </message>
    <message>
        <source>Asked when the training rests.</source>
        <translation>Se pregunta cuando el entrenamiento descansa.</translation>
    </message>
    <message>
        <source>Effective receptive field</source>
        <translation>Campo receptivo efectivo</translation>
    </message>
    <message>
        <source>Strongest examples</source>
        <translation>Ejemplos más fuertes</translation>
    </message>
    <message>
        <source>The exact change of the loss if this filter gave 0 everywhere</source>
        <translation>El cambio exacto de la pérdida si este filtro diera 0 en todas partes</translation>
    </message>
    <message>
        <source>The mean of |∂unit/∂pixel| over training examples, within the frame of what the unit can see at all: it looks at the middle more than at the rim</source>
        <translation>La media de |∂unidad/∂píxel| sobre ejemplos de entrenamiento, dentro del marco de lo que la unidad puede ver: mira más al centro que al borde</translation>
    </message>
    <message>
        <source>The training examples in which this filter answers least. Click one to take it in hand</source>
        <translation>Los ejemplos de entrenamiento en los que este filtro responde menos. Pulsa uno para elegirlo</translation>
    </message>
    <message>
        <source>The training examples in which this filter answers most, at its largest place. Click one to take it in hand</source>
        <translation>Los ejemplos de entrenamiento en los que este filtro responde más, en su lugar mayor. Pulsa uno para elegirlo</translation>
    </message>
    <message>
        <source>Weakest examples</source>
        <translation>Ejemplos más débiles</translation>
    </message>
    <message>
        <source>Without this filter the loss goes from {before} to {after}: {change}.</source>
        <translation>Sin este filtro la pérdida pasa de {before} a {after}: {change}.</translation>
    </message>
</context>
<context>
    <name>UnitView</name>
    <message>
        <source>Back to the predictions</source>
        <translation>Volver a las predicciones</translation>
    </message>
    <message>
        <source>It is muted: a = 0.</source>
        <translation>Está silenciada: a = 0.</translation>
    </message>
    <message>
        <source>Mute the unit: it gives 0 whatever comes in, while training too</source>
        <translation>Silenciar la unidad: da 0 sin importar lo que llegue, también al entrenar</translation>
    </message>
    <message>
        <source>The sum that the unit is for the example in hand: weights times what comes in. Of many terms those that matter most are written.</source>
        <translation>La suma que es la unidad para el ejemplo elegido: pesos por lo que llega. De muchos términos se escriben los que más importan.</translation>
    </message>
</context>
<context>
    <name>Variants</name>
    <message>
        <source>As training may see it; drawn anew for every minibatch:</source>
        <translation>Como puede verlo el entrenamiento; se sortea de nuevo en cada minilote:</translation>
    </message>
    <message>
        <source>Changes of the example in hand</source>
        <translation>Cambios del ejemplo elegido</translation>
    </message>
    <message>
        <source>Draw other changes</source>
        <translation>Sortear otros cambios</translation>
    </message>
</context>
<context>
    <name>ViewButtons</name>
    <message>
        <source>Both</source>
        <translation>Ambos</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>Superficie</translation>
    </message>
    <message>
        <source>The heights in space: drag to turn, wheel to come near, double click to begin anew</source>
        <translation>Las alturas en el espacio: arrastra para girar, la rueda acerca, doble clic para volver al principio</translation>
    </message>
    <message>
        <source>The same heights from above, as colours and contour lines: drag to move, wheel to come near, double click to see all</source>
        <translation>Las mismas alturas desde arriba, con colores y curvas de nivel: arrastra para mover, la rueda acerca, doble clic para ver todo</translation>
    </message>
    <message>
        <source>The surface, and beside it its map</source>
        <translation>La superficie y, al lado, su mapa</translation>
    </message>
</context>
<context>
    <name>VoteModel</name>
    <message>
        <source>example</source>
        <translation>ejemplo</translation>
    </message>
    <message>
        <source>in truth</source>
        <translation>en verdad</translation>
    </message>
    <message>
        <source>wants</source>
        <translation>quiere</translation>
    </message>
</context>
<context>
    <name>VoteStrip</name>
    <message>
        <source>What each example wants of the weight: up, above the line, or down. Click one to take it in hand.</source>
        <translation>Qué quiere cada ejemplo del peso: que suba, sobre la línea, o que baje. Haz clic en uno para tomarlo en mano.</translation>
    </message>
</context>
<context>
    <name>VoteTable</name>
    <message>
        <source>Choose an example to take it in hand.</source>
        <translation>Elige un ejemplo para tomarlo en mano.</translation>
    </message>
    <message>
        <source>Examples by what they want of the weight</source>
        <translation>Ejemplos según lo que quieren del peso</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>WalkBar</name>
    <message>
        <source>Go back along the walk; the training stays where it is</source>
        <translation>Vuelve atrás por el camino; el entrenamiento se queda donde está</translation>
    </message>
    <message>
        <source>Step of the walk</source>
        <translation>Paso del camino</translation>
    </message>
    <message>
        <source>step {step}</source>
        <translation>paso {step}</translation>
    </message>
</context>
<context>
    <name>WayFilms</name>
    <message>
        <source>On the shortest way</source>
        <translation>En el camino más corto</translation>
    </message>
    <message>
        <source>On the shortest way of the grid, length {length}</source>
        <translation>En el camino más corto de la cuadrícula, longitud {length}</translation>
    </message>
    <message>
        <source>On the straight way</source>
        <translation>En el camino recto</translation>
    </message>
    <message>
        <source>On the straight way (dashed), length {length}</source>
        <translation>En el camino recto (a trazos), longitud {length}</translation>
    </message>
</context>
<context>
    <name>WeightCard</name>
    <message>
        <source>Frozen</source>
        <translation>Congelado</translation>
    </message>
    <message>
        <source>How the mean loss of {count} training examples, with its penalty, changes with this weight.</source>
        <translation>Cómo cambia con este peso la pérdida media de {count} ejemplos de entrenamiento, con su penalización.</translation>
    </message>
    <message>
        <source>Pause the training, in the present, to change the weight.</source>
        <translation>Pausa el entrenamiento, en el presente, para cambiar el peso.</translation>
    </message>
    <message>
        <source>The weight; Enter sets it, which can be undone</source>
        <translation>El peso; Enter lo fija, y se puede deshacer</translation>
    </message>
    <message>
        <source>Training leaves this weight as it is.</source>
        <translation>El entrenamiento deja este peso como está.</translation>
    </message>
    <message>
        <source>What the last step of the training changed.</source>
        <translation>Lo que cambió el último paso del entrenamiento.</translation>
    </message>
    <message>
        <source>{source}, unit {from_unit} → {target}, unit {to_unit}</source>
        <translation>{source}, unidad {from_unit} → {target}, unidad {to_unit}</translation>
    </message>
</context>
<context>
    <name>WeightPanel</name>
    <message>
        <source>Draw a network that can be trained, and see what the loss does along one of its weights.</source>
        <translation>Dibuja una red que se pueda entrenar y verás qué hace la pérdida a lo largo de uno de sus pesos.</translation>
    </message>
    <message>
        <source>How far</source>
        <translation>Hasta dónde</translation>
    </message>
    <message>
        <source>How far to either side of the weight the loss is measured</source>
        <translation>Hasta dónde, a cada lado del peso, se mide la pérdida</translation>
    </message>
    <message>
        <source>Of {count} examples {up} want it larger and {down} smaller; on average {mean}, which is minus the slope of their loss.</source>
        <translation>De {count} ejemplos, {up} lo quieren mayor y {down} menor; de media {mean}, que es menos la pendiente de su pérdida.</translation>
    </message>
    <message>
        <source>Pause the training, and be in its present, to set the weight.</source>
        <translation>Para fijar el peso, pausa el entrenamiento y vuelve al presente.</translation>
    </message>
    <message>
        <source>Slope {slope}, curvature {curvature}: {bottom}.</source>
        <translation>Pendiente {slope}, curvatura {curvature}: {bottom}.</translation>
    </message>
    <message>
        <source>The true loss along this weight, all others staying where they are, with its tangent (dashed) and the parabola of slope and curvature (dotted). Drag the line, or move it with the left and the right key and press Enter.</source>
        <translation>La pérdida verdadera a lo largo de este peso, con todos los demás donde están, con su tangente (a rayas) y la parábola de pendiente y curvatura (a puntos). Arrastra la línea, o muévela con las teclas izquierda y derecha y pulsa Enter.</translation>
    </message>
    <message>
        <source>This network has no weights that are trained.</source>
        <translation>Esta red no tiene pesos que se entrenen.</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Peso</translation>
    </message>
    <message>
        <source>Which weight</source>
        <translation>Qué peso</translation>
    </message>
    <message>
        <source>lowest at {weight}</source>
        <translation>mínimo en {weight}</translation>
    </message>
    <message>
        <source>no lowest point</source>
        <translation>sin mínimo</translation>
    </message>
    <message>
        <source>w = {weight}: loss {loss}
tangent {tangent}, parabola {parabola}</source>
        <translation>w = {weight}: pérdida {loss}
tangente {tangent}, parábola {parabola}</translation>
    </message>
    <message>
        <source>wants</source>
        <translation>quiere</translation>
    </message>
</context>
<context>
    <name>WeightPicker</name>
    <message>
        <source>From 1 to {last}</source>
        <translation>De 1 a {last}</translation>
    </message>
    <message>
        <source>The layer, and what it is in it</source>
        <translation>La capa y qué es en ella</translation>
    </message>
</context>
<context>
    <name>WheelPanel</name>
    <message>
        <source>Another symbol at the step that is marked, in the second run alone</source>
        <translation>Otro símbolo en el paso marcado, solo en el segundo curso</translation>
    </message>
    <message>
        <source>Click a place of the second map and drag the number. The first run goes on untouched, with the same weights; both take the likeliest symbol each time, so all that differs comes of what you changed.</source>
        <translation>Haz clic en un lugar del segundo mapa y arrastra el número. El primer curso sigue intacto, con los mismos pesos; ambos toman cada vez el símbolo más probable, así que todo lo que difiere viene de lo que cambiaste.</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Soltar</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>Sobrescribir</translation>
    </message>
    <message>
        <source>Symbol</source>
        <translation>Símbolo</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Take back all changes: both runs are alike again</source>
        <translation>Deshace todos los cambios: ambos cursos vuelven a ser iguales</translation>
    </message>
    <message>
        <source>Take back the newest change</source>
        <translation>Deshace el último cambio</translation>
    </message>
    <message>
        <source>The number that stands there in the second run, whatever the network makes of it; all that comes later follows from it</source>
        <translation>El número que está ahí en el segundo curso, calcule lo que calcule la red; todo lo que viene después se sigue de él</translation>
    </message>
    <message>
        <source>The recurrent layer that is steered</source>
        <translation>La capa recurrente que se dirige</translation>
    </message>
    <message>
        <source>What of it is overwritten: a state, or a gate</source>
        <translation>Qué se sobrescribe de ella: un estado o una puerta</translation>
    </message>
</context>
<context>
    <name>WheelView</name>
    <message>
        <source>Changed: {value}</source>
        <translation>Cambiado: {value}</translation>
    </message>
    <message>
        <source>Symbol at step {step}: “{symbol}”</source>
        <translation>Símbolo en el paso {step}: «{symbol}»</translation>
    </message>
    <message>
        <source>Untouched</source>
        <translation>Intacto</translation>
    </message>
    <message>
        <source>Untouched: {value}</source>
        <translation>Intacto: {value}</translation>
    </message>
    <message>
        <source>What the network says</source>
        <translation>Lo que dice la red</translation>
    </message>
    <message>
        <source>With your changes</source>
        <translation>Con tus cambios</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>cambiado</translation>
    </message>
    <message>
        <source>untouched</source>
        <translation>intacto</translation>
    </message>
    <message>
        <source>{symbol} of unit {unit} at step {step}: {value}</source>
        <translation>{symbol} de la unidad {unit} en el paso {step}: {value}</translation>
    </message>
    <message>
        <source>{value}, unit {unit}, step {step}</source>
        <translation>{value}, unidad {unit}, paso {step}</translation>
    </message>
</context>
<context>
    <name>WhereToWrite</name>
    <message>
        <source>Replace a file?</source>
        <translation>¿Reemplazar un archivo?</translation>
    </message>
    <message>
        <source>The weights of the program would go into “{file}”, which exists already. Replace it?</source>
        <translation>Los pesos del programa irían a «{file}», que ya existe. ¿Reemplazarlo?</translation>
    </message>
    <message>
        <source>“{file}” exists already. Replace it?</source>
        <translation>«{file}» ya existe. ¿Reemplazarlo?</translation>
    </message>
</context>
<context>
    <name>WholeBox</name>
    <message>
        <source>“{text}” is no whole number from {low} to {high}.</source>
        <translation>«{text}» no es un número entero de {low} a {high}.</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Layer</source>
        <translation>Capa</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>The layer whose maps are weighed; late ones know more and see coarser</source>
        <translation>La capa cuyos mapas se ponderan; las últimas saben más y ven más grueso</translation>
    </message>
    <message>
        <source>The way to ask why. No two of them answer the same question</source>
        <translation>La manera de preguntar por qué. No hay dos que respondan a la misma pregunta</translation>
    </message>
</context>
<context>
    <name>WhyView</name>
    <message>
        <source>Blue speaks for the class, orange against it; one cell for each number that there is, nothing smoothed or stretched</source>
        <translation>El azul habla a favor de la clase, el naranja en contra; una celda por cada número que hay, nada suavizado ni estirado</translation>
    </message>
    <message>
        <source>Example in hand</source>
        <translation>Ejemplo elegido</translation>
    </message>
    <message>
        <source>It adds up to {sum}; the score is {due} above that of the beginning.</source>
        <translation>Suma {sum}; la puntuación está {due} por encima de la del comienzo.</translation>
    </message>
    <message>
        <source>It says {class_name}: {chance}.</source>
        <translation>Dice {class_name}: {chance}.</translation>
    </message>
    <message>
        <source>Its witnesses have nothing against this map. That does not make it true; it is not refuted.</source>
        <translation>Sus testigos no tienen nada contra este mapa. Eso no lo hace verdadero; no está refutado.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Mapa</translation>
    </message>
    <message>
        <source>Map over the example</source>
        <translation>Mapa sobre el ejemplo</translation>
    </message>
    <message>
        <source>More steps bring the two together.</source>
        <translation>Con más pasos coinciden mejor.</translation>
    </message>
    <message>
        <source>No layer of this network gives maps: Grad-CAM has nothing to weigh.</source>
        <translation>Ninguna capa de esta red da mapas: Grad-CAM no tiene nada que ponderar.</translation>
    </message>
    <message>
        <source>Nothing in this network sees images. Draw one with a Convolution 2-D, or open the example LeNet-5.</source>
        <translation>Nada en esta red ve imágenes. Dibuja una con una Convolución 2-D o abre el ejemplo LeNet-5.</translation>
    </message>
    <message>
        <source>Nothing speaks for it: no number of the map is above zero.</source>
        <translation>Nada habla a favor: ningún número del mapa es mayor que cero.</translation>
    </message>
    <message>
        <source>Of {class_name} it says {chance}.</source>
        <translation>De {class_name} dice {chance}.</translation>
    </message>
    <message>
        <source>Refuted here. {objections}</source>
        <translation>Aquí queda refutado. {objections}</translation>
    </message>
    <message>
        <source>Score of {class_name}: {score}.</source>
        <translation>Puntuación de {class_name}: {score}.</translation>
    </message>
    <message>
        <source>The farther a number is from zero, the more it hides of the picture</source>
        <translation>Cuanto más lejos de cero está un número, más tapa de la imagen</translation>
    </message>
    <message>
        <source>The map has {rows} × {columns} numbers; finer it is not.</source>
        <translation>El mapa tiene {rows} × {columns} números; más fino no es.</translation>
    </message>
    <message>
        <source>There is no network to ask yet. Draw one with a Convolution 2-D and give it images.</source>
        <translation>Todavía no hay ninguna red a la que preguntar. Dibuja una con una Convolución 2-D y dale imágenes.</translation>
    </message>
    <message>
        <source>This network says something of every place of an image, and has no one answer to explain.</source>
        <translation>Esta red dice algo de cada lugar de una imagen y no tiene una única respuesta que explicar.</translation>
    </message>
    <message>
        <source>Witnesses: would another network, no network, or chance say the same?</source>
        <translation>Testigos: ¿dirían lo mismo otra red, ninguna red o el azar?</translation>
    </message>
    <message>
        <source>probability of {class_name}</source>
        <translation>probabilidad de {class_name}</translation>
    </message>
</context>
<context>
    <name>WitnessDock</name>
    <message>
        <source>All forgotten</source>
        <translation>Todo olvidado</translation>
    </message>
    <message>
        <source>An edge detector (Sobel) on the picture: it knows no network. A map that looks like this may say no more</source>
        <translation>Un detector de bordes (Sobel) sobre la imagen: no conoce ninguna red. Un mapa que se le parece quizá no diga más</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Como es</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>Bordes</translation>
    </message>
    <message>
        <source>How much each pixel counts: of slopes the size, of all else with its sign. Every map has a scale of its own, since the weights drawn anew give other sizes; compare where, not how much</source>
        <translation>Cuánto cuenta cada píxel: de las pendientes el tamaño, de lo demás con su signo. Cada mapa tiene su propia escala, pues los pesos sorteados de nuevo dan otros tamaños; compara dónde, no cuánto</translation>
    </message>
    <message>
        <source>Spearman&apos;s rank correlation with the map as it is: 1 puts the pixels into the same order, 0 has nothing to do with it</source>
        <translation>Correlación de rangos de Spearman con el mapa como es: 1 pone los píxeles en el mismo orden, 0 no tiene nada que ver</translation>
    </message>
    <message>
        <source>The same map with these weights drawn anew: {layers}</source>
        <translation>El mismo mapa con estos pesos sorteados de nuevo: {layers}</translation>
    </message>
    <message>
        <source>The witnesses are heard when the training rests.</source>
        <translation>Se oye a los testigos cuando el entrenamiento descansa.</translation>
    </message>
    <message>
        <source>{layer} forgotten</source>
        <translation>{layer} olvidada</translation>
    </message>
</context>
<context>
    <name>WitnessView</name>
    <message>
        <source>How far the difference is from the derivative, for every ε. Drag the line.</source>
        <translation>Cuánto se aleja la diferencia de la derivada, para cada ε. Arrastra la línea.</translation>
    </message>
    <message>
        <source>How far to either side the loss is measured. Large: the curve bends between. Small: the two losses agree in all digits that there are, and rounding ruins the difference.</source>
        <translation>A qué distancia, a cada lado, se mide la pérdida. Grande: la curva se dobla entre medias. Pequeña: las dos pérdidas coinciden en todas las cifras que hay y el redondeo arruina la diferencia.</translation>
    </message>
    <message>
        <source>backpropagation = {exact}</source>
        <translation>retropropagación = {exact}</translation>
    </message>
    <message>
        <source>difference / 2ε = {quotient}</source>
        <translation>diferencia / 2ε = {quotient}</translation>
    </message>
    <message>
        <source>error = {error}, in {dtype}</source>
        <translation>error = {error}, en {dtype}</translation>
    </message>
</context>
<context>
    <name>WordMap</name>
    <message>
        <source>first component</source>
        <translation>primera componente</translation>
    </message>
    <message>
        <source>first component: {share} of the variance</source>
        <translation>primera componente: {share} de la varianza</translation>
    </message>
    <message>
        <source>second component</source>
        <translation>segunda componente</translation>
    </message>
    <message>
        <source>second component: {share}</source>
        <translation>segunda componente: {share}</translation>
    </message>
    <message>
        <source>t-SNE: neither axes nor distances mean anything</source>
        <translation>t-SNE: ni los ejes ni las distancias significan nada</translation>
    </message>
    <message>
        <source>{word}, {count} times</source>
        <translation>{word}, {count} veces</translation>
    </message>
</context>
<context>
    <name>WordsPanel</name>
    <message>
        <source>A part of an epoch (F6)</source>
        <translation>Una parte de una época (F6)</translation>
    </message>
    <message>
        <source>Begin anew with the same seed (F8)</source>
        <translation>Empezar de nuevo con la misma semilla (F8)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>End the learning and forget what was learned</source>
        <translation>Terminar el aprendizaje y olvidar lo aprendido</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Aprender</translation>
    </message>
    <message>
        <source>Learn the vectors, or pause (F5)</source>
        <translation>Aprender los vectores, o pausar (F5)</translation>
    </message>
    <message>
        <source>Loss of a pair, mean of epoch {epoch}: {first} at first, {now} now</source>
        <translation>Pérdida de un par, media de la época {epoch}: {first} al principio, {now} ahora</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Skip-gram: the vector of a word is to tell its true neighbours in the text from words drawn by chance. Words that have the same neighbours so come to lie near each other. The same is learned with several seeds, and bars show how much they differ.</source>
        <translation>Skip-gram: el vector de una palabra debe distinguir a sus vecinas verdaderas en el texto de palabras sorteadas. Así, las palabras que tienen las mismas vecinas quedan cerca unas de otras. Lo mismo se aprende con varias semillas, y las barras muestran cuánto difieren.</translation>
    </message>
    <message>
        <source>{words} different words, {count} places in the text</source>
        <translation>{words} palabras distintas, {count} lugares en el texto</translation>
    </message>
</context>
<context>
    <name>WordsView</name>
    <message>
        <source>A sentence as a sum</source>
        <translation>Una frase como suma</translation>
    </message>
    <message>
        <source>A word; a click on the map takes that one</source>
        <translation>Una palabra; un clic en el mapa toma esa</translation>
    </message>
    <message>
        <source>Analogy a − b + c</source>
        <translation>Analogía a − b + c</translation>
    </message>
    <message>
        <source>Cosine, mean over the seeds; lines are ± one standard deviation between them. 3/5: first with three of five seeds. The words that are asked about are left out.</source>
        <translation>Coseno, media de las semillas; las líneas son ± una desviación típica entre ellas. 3/5: primera con tres de cinco semillas. Las palabras por las que se pregunta se dejan fuera.</translation>
    </message>
    <message>
        <source>Nearest words</source>
        <translation>Palabras más cercanas</translation>
    </message>
    <message>
        <source>Not in the vocabulary: {words}</source>
        <translation>No están en el vocabulario: {words}</translation>
    </message>
    <message>
        <source>Press Learn: words of a text get vectors, each word learns to tell its neighbours from noise, and what has the same neighbours comes to lie near each other.</source>
        <translation>Pulsa Aprender: las palabras de un texto reciben vectores, cada palabra aprende a distinguir a sus vecinas del ruido, y las que tienen las mismas vecinas quedan cerca unas de otras.</translation>
    </message>
    <message>
        <source>The sum of the words&apos; vectors, arrow after arrow, as the map shows it; it begins at zero.</source>
        <translation>La suma de los vectores de las palabras, flecha tras flecha, como la muestra el mapa; empieza en cero.</translation>
    </message>
    <message>
        <source>Words that are added up, one after the other</source>
        <translation>Palabras que se suman, una tras otra</translation>
    </message>
    <message>
        <source>Write one word.</source>
        <translation>Escribe una palabra.</translation>
    </message>
    <message>
        <source>Write three words: a − b + c.</source>
        <translation>Escribe tres palabras: a − b + c.</translation>
    </message>
    <message>
        <source>b is to a as c is to what? Vectors are made as long as each other first.</source>
        <translation>¿b es a a como c es a qué? Antes los vectores se llevan a la misma longitud.</translation>
    </message>
    <message>
        <source>t-SNE has no place for a sum: go back to the principal components to see it.</source>
        <translation>En t-SNE una suma no tiene lugar: vuelve a las componentes principales para verla.</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Give this work up; what has been computed stays</source>
        <translation>Abandona este trabajo; lo calculado se queda</translation>
    </message>
    <message>
        <source>Starting the workers…</source>
        <translation>Iniciando los procesos…</translation>
    </message>
    <message>
        <source>Waiting for workers: the scheduler has none…</source>
        <translation>Esperando procesos: el planificador no tiene ninguno…</translation>
    </message>
    <message>
        <source>{done} %, about {seconds} s left</source>
        <translation>{done} %, faltan unos {seconds} s</translation>
    </message>
</context>
<context>
    <name>Workspaces</name>
    <message>
        <source>Convolution</source>
        <translation>Convolución</translation>
    </message>
    <message>
        <source>Descent</source>
        <translation>Descenso</translation>
    </message>
    <message>
        <source>Draw a network and watch it learn</source>
        <translation>Dibuja una red y mira cómo aprende</translation>
    </message>
    <message>
        <source>Energies and samples of Boltzmann machines, adversarial networks, and codes of autoencoders</source>
        <translation>Energías y muestras de máquinas de Boltzmann, redes adversarias y códigos de autoencoders</translation>
    </message>
    <message>
        <source>Generative</source>
        <translation>Generativas</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>Paisaje</translation>
    </message>
    <message>
        <source>Look into networks that read sequences: what they remember, and what they write</source>
        <translation>Mira por dentro redes que leen secuencias: qué recuerdan y qué escriben</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Red</translation>
    </message>
    <message>
        <source>Race optimizers down a function that you can see</source>
        <translation>Haz competir optimizadores cuesta abajo por una función que puedes ver</translation>
    </message>
    <message>
        <source>See the loss of the network as a hill, with the path walked so far</source>
        <translation>Mira la pérdida de la red como una colina, con el camino recorrido</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>Slide kernels over images by hand, and look at those of the network</source>
        <translation>Desliza núcleos sobre imágenes a mano y mira los de la red</translation>
    </message>
</context>
<context>
    <name>WritingPanel</name>
    <message>
        <source>Other draws</source>
        <translation>Otros sorteos</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Temperature {value}</source>
        <translation>Temperatura {value}</translation>
    </message>
    <message>
        <source>The network says how likely each symbol is; one is drawn, and read as if it had been there. While it is trained it is always told what really came, so its loss says little about how long such a text holds together. Bands of the tree are as high as their exact probability; point at one for how many of the futures went there.</source>
        <translation>La red dice qué tan probable es cada símbolo; se sortea uno y se lee como si hubiera estado ahí. Mientras se entrena siempre se le dice qué vino de verdad, así que su pérdida dice poco de cuánto aguanta un texto así. Las bandas del árbol son tan altas como su probabilidad exacta; apunta a una para ver cuántos futuros fueron por ahí.</translation>
    </message>
    <message>
        <source>The next seed: the same probabilities, other random numbers</source>
        <translation>La semilla siguiente: las mismas probabilidades, otros números al azar</translation>
    </message>
    <message>
        <source>The temperature T: probabilities become p^(1/T). At 0 the likeliest symbol comes each time, at 1 they are those of the network, above that what is unlikely comes more often. The random numbers stay the same.</source>
        <translation>La temperatura T: las probabilidades pasan a ser p^(1/T). Con 0 viene cada vez el símbolo más probable, con 1 son las de la red, por encima lo improbable viene más a menudo. Los números al azar siguen siendo los mismos.</translation>
    </message>
</context>
<context>
    <name>WritingView</name>
    <message>
        <source>A thousand futures</source>
        <translation>Mil futuros</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Sorteado</translation>
    </message>
    <message>
        <source>The likeliest each time</source>
        <translation>Cada vez el más probable</translation>
    </message>
    <message>
        <source>This network does not say which symbol comes next. Open the example Next letter, or give a network that reads a row of symbols a text.</source>
        <translation>Esta red no dice qué símbolo viene después. Abre el ejemplo La letra siguiente o dale un texto a una red que lea una fila de símbolos.</translation>
    </message>
    <message>
        <source>Which symbol comes next?</source>
        <translation>¿Qué símbolo viene después?</translation>
    </message>
    <message>
        <source>at T = 1</source>
        <translation>con T = 1</translation>
    </message>
    <message>
        <source>at this T</source>
        <translation>con esta T</translation>
    </message>
    <message>
        <source>{count} futures of {length} symbols at T = {heat}; different: {kinds}</source>
        <translation>{count} futuros de {length} símbolos con T = {heat}; distintos: {kinds}</translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Open this example; what you change does not touch it</source>
        <translation>Abre este ejemplo; lo que cambies no lo altera</translation>
    </message>
</context>
<context>
    <name>_Channels</name>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Azul</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Verde</translation>
    </message>
    <message>
        <source>One kernel for all channels</source>
        <translation>Un núcleo para todos los canales</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rojo</translation>
    </message>
    <message>
        <source>The kernel of the blue channel</source>
        <translation>El núcleo del canal azul</translation>
    </message>
    <message>
        <source>The kernel of the green channel</source>
        <translation>El núcleo del canal verde</translation>
    </message>
    <message>
        <source>The kernel of the red channel</source>
        <translation>El núcleo del canal rojo</translation>
    </message>
</context>
<context>
    <name>_Density</name>
    <message>
        <source>log share</source>
        <translation>proporción (log)</translation>
    </message>
</context>
<context>
    <name>_Dot</name>
    <message>
        <source>Hide its walk</source>
        <translation>Oculta su recorrido</translation>
    </message>
    <message>
        <source>Show its walk</source>
        <translation>Muestra su recorrido</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>Mostrar {name}</translation>
    </message>
</context>
<context>
    <name>_List</name>
    <message>
        <source>Enter goes to the layer on the drawing; its keys work here too</source>
        <translation>Enter va a la capa en el dibujo; sus teclas funcionan también aquí</translation>
    </message>
    <message>
        <source>Layers of the network</source>
        <translation>Capas de la red</translation>
    </message>
</context>
<context>
    <name>_Pictures</name>
    <message>
        <source>added</source>
        <translation>añadido</translation>
    </message>
    <message>
        <source>after</source>
        <translation>después</translation>
    </message>
    <message>
        <source>before</source>
        <translation>antes</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} a {last}</translation>
    </message>
</context>
<context>
    <name>_Veil</name>
    <message>
        <source>Being worked out …</source>
        <translation>Calculando …</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>(others)</source>
        <translation>(otros)</translation>
    </message>
    <message>
        <source>1 is the fast gradient sign method; more is projected gradient descent, which finds worse examples and takes as many times longer.</source>
        <translation>1 es el método rápido del signo del gradiente (FGSM); más es descenso de gradiente proyectado (PGD), que encuentra ejemplos peores y tarda otras tantas veces más.</translation>
    </message>
    <message>
        <source>1797 handwritten digits of 8 × 8 grey pixels, from 0 to 16.</source>
        <translation>1797 dígitos manuscritos de 8 × 8 píxeles grises, de 0 a 16.</translation>
    </message>
    <message>
        <source>240 short sentences, word by word: does somebody praise or blame? Each subject is praised once and blamed once, so only how it is spoken of decides.</source>
        <translation>240 frases cortas, palabra por palabra: ¿alguien elogia o critica? Cada tema se elogia una vez y se critica otra, así que solo decide cómo se habla de él.</translation>
    </message>
    <message>
        <source>4 minima − 4 saddles + 1 maximum = 1, as for every surface that rises on all sides.</source>
        <translation>4 mínimos − 4 puntos de silla + 1 máximo = 1, como en toda superficie que sube por todos los lados.</translation>
    </message>
    <message>
        <source>75 smooth minima, creases, and the lowest point of all on the border.</source>
        <translation>75 mínimos suaves, pliegues, y el punto más bajo de todos en el borde.</translation>
    </message>
    <message>
        <source>A GRU reads a row, another begins with what the first knows at its end, and writes (Sutskever et al. 2014). While it learns it is told the right symbols before each step: teacher forcing.</source>
        <translation>Una GRU lee una fila; otra empieza con lo que la primera sabe al final, y escribe (Sutskever et al. 2014). Mientras aprende se le dicen los símbolos correctos anteriores a cada paso: teacher forcing.</translation>
    </message>
    <message>
        <source>A Gabor kernel answers where stripes have its width and direction; turn it, and another part of the rings answers.</source>
        <translation>Un núcleo de Gabor responde donde las rayas tienen su anchura y su dirección; gíralo y responderá otra parte de los anillos.</translation>
    </message>
    <message>
        <source>A ReLU that learns its own slope for negative numbers, one for each unit or channel.</source>
        <translation>Una ReLU que aprende su propia pendiente para los números negativos, una por unidad o canal.</translation>
    </message>
    <message>
        <source>A beam is 1 to {most} rows wide.</source>
        <translation>Un haz tiene de 1 a {most} filas.</translation>
    </message>
    <message>
        <source>A bent valley, steep across and almost flat along: 2508 times as curved one way as the other.</source>
        <translation>Un valle curvado, empinado a lo ancho y casi llano a lo largo: 2508 veces más curvo en un sentido que en el otro.</translation>
    </message>
    <message>
        <source>A bowl full of dents: 121 minima, and only the middle one is the lowest.</source>
        <translation>Un cuenco lleno de abolladuras: 121 mínimos, y solo el del centro es el más bajo.</translation>
    </message>
    <message>
        <source>A bowl that is nine times as curved one way as the other, and lies askew.</source>
        <translation>Un cuenco nueve veces más curvo en un sentido que en el otro, y torcido.</translation>
    </message>
    <message>
        <source>A chain has a stage that does not exist.</source>
        <translation>Una cadena tiene una etapa que no existe.</translation>
    </message>
    <message>
        <source>A chase</source>
        <translation>Una persecución</translation>
    </message>
    <message>
        <source>A code wider than the inputs: without the dropout it could simply hand them on.</source>
        <translation>Un código más ancho que las entradas: sin el dropout podría simplemente pasarlas.</translation>
    </message>
    <message>
        <source>A comma stands between the arguments of a function only; decimals have a point.</source>
        <translation>La coma solo separa los argumentos de una función; los decimales llevan punto.</translation>
    </message>
    <message>
        <source>A connection ends at {name}, and there is no such layer.</source>
        <translation>Una conexión termina en {name}, y no existe esa capa.</translation>
    </message>
    <message>
        <source>A connection to {name} has the impossible port number {port}.</source>
        <translation>Una conexión a {name} tiene un número de puerto imposible, {port}.</translation>
    </message>
    <message>
        <source>A convolution draws its kernel where the point is. A cross-correlation, which networks use, draws it turned round.</source>
        <translation>Una convolución dibuja su núcleo donde está el punto. Una correlación cruzada, que es lo que usan las redes, lo dibuja girado.</translation>
    </message>
    <message>
        <source>A copy of the arrays stays inside the project.</source>
        <translation>Una copia de los arreglos queda dentro del proyecto.</translation>
    </message>
    <message>
        <source>A curriculum begins with the easy examples and lets the others in little by little. Margin: how much nearer an example is to the mean of its own class than to that of another one. Contrast: how much the numbers of an example differ. Length: its symbols. Teacher: the loss of the network that is the teacher.</source>
        <translation>Un currículo empieza con los ejemplos fáciles y deja entrar a los demás poco a poco. Margen: cuánto más cerca está un ejemplo de la media de su clase que de la de otra. Contraste: cuánto difieren los números de un ejemplo. Longitud: sus símbolos. Maestra: la pérdida de la red que es maestra.</translation>
    </message>
    <message>
        <source>A date from 1970 to 2029 in one of five forms, a mark, and the same date as year, month and day, as far as it is written: which symbol comes next? Where a month is a number, it comes first in English, and the day in Spanish.</source>
        <translation>Una fecha de 1970 a 2029 en una de cinco formas, una marca y la misma fecha como año, mes y día, hasta donde está escrita: ¿qué símbolo viene después? Donde el mes es un número, va primero en inglés; en español, el día.</translation>
    </message>
    <message>
        <source>A dent in the bowl is enough to hold it: Rastrigin has 121 minima here, one the lowest.</source>
        <translation>Basta una abolladura del cuenco para retenerlo: Rastrigin tiene aquí 121 mínimos, y solo uno es el más bajo.</translation>
    </message>
    <message>
        <source>A digit of 8 × 8 pixels: point at an output, an input or a weight, and follow every product.</source>
        <translation>Un dígito de 8 × 8 píxeles: señala una salida, una entrada o un peso y sigue cada producto.</translation>
    </message>
    <message>
        <source>A direction is as long as the weights it changes: for each neuron and filter, for each layer, or not at all.</source>
        <translation>Una dirección es tan larga como los pesos que cambia: por neurona y filtro, por capa, o sin ajustar.</translation>
    </message>
    <message>
        <source>A disc inside a ring: no straight line separates them, x₁² + x₂² does.</source>
        <translation>Un disco dentro de un anillo: ninguna recta los separa, x₁² + x₂² sí.</translation>
    </message>
    <message>
        <source>A drawing has at most {most} groups, notes and arrows each.</source>
        <translation>Un dibujo tiene como mucho {most} grupos, {most} notas y {most} flechas.</translation>
    </message>
    <message>
        <source>A file of type {suffix} describes the network too: give the whole project.</source>
        <translation>Un archivo {suffix} describe también la red: da el proyecto entero.</translation>
    </message>
    <message>
        <source>A folder for each class</source>
        <translation>Una carpeta por clase</translation>
    </message>
    <message>
        <source>A folder with a table of labels</source>
        <translation>Una carpeta con una tabla de etiquetas</translation>
    </message>
    <message>
        <source>A folder with the class in the names</source>
        <translation>Una carpeta con la clase en los nombres</translation>
    </message>
    <message>
        <source>A group has no colour “{colour}”.</source>
        <translation>Un grupo no puede tener el color «{colour}».</translation>
    </message>
    <message>
        <source>A gutter without end</source>
        <translation>Un canal sin fin</translation>
    </message>
    <message>
        <source>A handwritten zero: small enough to follow every number.</source>
        <translation>Un cero manuscrito: lo bastante pequeño para seguir cada número.</translation>
    </message>
    <message>
        <source>A heavy ball: the gradient pushes a velocity, and the velocity moves the weights.</source>
        <translation>Una bola pesada: el gradiente empuja una velocidad, y la velocidad mueve los pesos.</translation>
    </message>
    <message>
        <source>A kernel for {kernel} channels and {filters} maps in {groups} groups does not fit an image of {image} channels.</source>
        <translation>Un núcleo para {kernel} canales y {filters} mapas en {groups} grupos no corresponde a una imagen de {image} canales.</translation>
    </message>
    <message>
        <source>A kernel has 1 to {most} rows and columns, the same for all channels.</source>
        <translation>Un núcleo tiene de 1 a {most} filas y columnas, las mismas para todos los canales.</translation>
    </message>
    <message>
        <source>A kernel of {kernel} does not fit into an image of {image} with this padding and dilation.</source>
        <translation>Un núcleo de {kernel} no cabe en una imagen de {image} con este relleno y esta dilatación.</translation>
    </message>
    <message>
        <source>A kernel of {kernel} has no such matrix here: it has to fit into {image}, with zeros or nothing around.</source>
        <translation>Un núcleo de {kernel} no tiene aquí esa matriz: tiene que caber en {image}, con ceros o nada alrededor.</translation>
    </message>
    <message>
        <source>A kernel of {kernel} with dilation {dilation} does not fit into a picture of {picture}. Choose a larger picture, a smaller kernel or zeros around it.</source>
        <translation>Un núcleo de {kernel} con dilatación {dilation} no cabe en una imagen de {picture}. Elige una imagen más grande, un núcleo más pequeño o ceros alrededor.</translation>
    </message>
    <message>
        <source>A layer in two ways has settings that do not exist.</source>
        <translation>Una capa de dos maneras tiene ajustes que no existen.</translation>
    </message>
    <message>
        <source>A letter, a long nothing, and a question: which letter was it? The longer the nothing, the harder it is for a gradient to come back.</source>
        <translation>Una letra, un largo vacío y una pregunta: ¿qué letra era? Cuanto más largo el vacío, más le cuesta volver al gradiente.</translation>
    </message>
    <message>
        <source>A line</source>
        <translation>Una línea</translation>
    </message>
    <message>
        <source>A long shallow trough, 25 times as curved across as along.</source>
        <translation>Una artesa larga y poco honda, 25 veces más curva a lo ancho que a lo largo.</translation>
    </message>
    <message>
        <source>A longer gradient is shortened to this length, its direction kept; 0 for no limit. It saves recurrent networks from steep walls in the loss.</source>
        <translation>Un gradiente más largo se acorta hasta esta longitud, conservando su dirección; 0 para no limitarlo. Salva a las redes recurrentes de los muros escarpados de la pérdida.</translation>
    </message>
    <message>
        <source>A mark of the training in the file is damaged.</source>
        <translation>Una marca del entrenamiento en el archivo está dañada.</translation>
    </message>
    <message>
        <source>A matrix product needs as many columns on the left as there are rows on the right; these are {a} and {b}.</source>
        <translation>Un producto de matrices necesita tantas columnas a la izquierda como filas hay a la derecha; estas son {a} y {b}.</translation>
    </message>
    <message>
        <source>A mean in which near pixels count more; its weights add up to 1.</source>
        <translation>Una media en la que los píxeles cercanos cuentan más; sus pesos suman 1.</translation>
    </message>
    <message>
        <source>A memory with gates (Hochreiter and Schmidhuber 1997) reads a sequence and answers at its end.</source>
        <translation>Una memoria con compuertas (Hochreiter y Schmidhuber 1997) lee una secuencia y responde al final.</translation>
    </message>
    <message>
        <source>A monkey saddle</source>
        <translation>Una silla de mono</translation>
    </message>
    <message>
        <source>A network is made of layers, as Input(2) and Dense(8) give them; this is {thing}.</source>
        <translation>Una red se hace de capas, como las que dan Input(2) y Dense(8); esto es {thing}.</translation>
    </message>
    <message>
        <source>A network that has forgotten everything gives nearly the same map (rank correlation {value}): it shows the picture more than what was learned.</source>
        <translation>Una red que lo ha olvidado todo da casi el mismo mapa (correlación de rangos {value}): muestra más la imagen que lo aprendido.</translation>
    </message>
    <message>
        <source>A newer version of Ladera made this project (format {version}; this one reads up to {newest}). Update Ladera to open it.</source>
        <translation>Este proyecto es de una versión más nueva de Ladera (formato {version}; esta lee hasta el {newest}). Actualiza Ladera para abrirlo.</translation>
    </message>
    <message>
        <source>A note is a text of at most {most} characters.</source>
        <translation>Una nota es un texto de {most} caracteres como mucho.</translation>
    </message>
    <message>
        <source>A number has no axis along which it could be summed.</source>
        <translation>Un número no tiene ningún eje a lo largo del cual sumarlo.</translation>
    </message>
    <message>
        <source>A number in words, a mark, and its digits, as far as they are written: which one comes next?</source>
        <translation>Un número en palabras, una marca y sus cifras, hasta donde están escritas: ¿cuál viene después?</translation>
    </message>
    <message>
        <source>A painted output is a table of numbers with at most {most} rows and columns.</source>
        <translation>Una salida pintada es una tabla de números con un máximo de {most} filas y columnas.</translation>
    </message>
    <message>
        <source>A patch of {window} pixels does not fit into a picture of {height} × {width}.</source>
        <translation>Un parche de {window} píxeles no cabe en una imagen de {height} × {width}.</translation>
    </message>
    <message>
        <source>A photograph in grey: sharp edges, fine lines and grass.</source>
        <translation>Una fotografía en gris: bordes nítidos, líneas finas y césped.</translation>
    </message>
    <message>
        <source>A photograph: a rocket between lattice towers, upright edges of all widths.</source>
        <translation>Una fotografía: un cohete entre torres de celosía, bordes verticales de todas las anchuras.</translation>
    </message>
    <message>
        <source>A photograph: fur, and fine lines in all directions.</source>
        <translation>Una fotografía: pelaje y líneas finas en todas las direcciones.</translation>
    </message>
    <message>
        <source>A photograph: round shapes in few colours.</source>
        <translation>Una fotografía: formas redondas en pocos colores.</translation>
    </message>
    <message>
        <source>A place on the drawing is two numbers of at most {farthest}; it is {value}.</source>
        <translation>Un lugar del dibujo son dos números de {farthest} como mucho; es {value}.</translation>
    </message>
    <message>
        <source>A plane through {size} weights has no place for points of the shape {shape}; each is one row of {size} numbers.</source>
        <translation>Un plano por {size} pesos no admite puntos de la forma {shape}; cada uno es una fila de {size} números.</translation>
    </message>
    <message>
        <source>A plane: one linear neuron fits it exactly.</source>
        <translation>Un plano: una neurona lineal lo ajusta exactamente.</translation>
    </message>
    <message>
        <source>A point of this function has {expected} numbers, not {came}.</source>
        <translation>Un punto de esta función tiene {expected} números, no {came}.</translation>
    </message>
    <message>
        <source>A project&apos;s title is a text of at most {title} characters, its notes of {notes}.</source>
        <translation>El título de un proyecto es un texto de {title} caracteres como mucho; sus notas, de {notes}.</translation>
    </message>
    <message>
        <source>A quarter</source>
        <translation>Un cuarto</translation>
    </message>
    <message>
        <source>A race may have {most} steps; begin it anew.</source>
        <translation>Una carrera puede tener {most} pasos; empiézala de nuevo.</translation>
    </message>
    <message>
        <source>A readable program that builds the network in Keras, and its weights beside it.</source>
        <translation>Un programa legible que construye la red en Keras, con sus pesos al lado.</translation>
    </message>
    <message>
        <source>A readable program that predicts with NumPy alone, and its weights beside it.</source>
        <translation>Un programa legible que predice solo con NumPy, con sus pesos al lado.</translation>
    </message>
    <message>
        <source>A readable program with the network as a torch.nn.Module, and its state beside it.</source>
        <translation>Un programa legible con la red como torch.nn.Module, con su estado al lado.</translation>
    </message>
    <message>
        <source>A recurrent layer with a memory cell and three gates that learn what to write, what to forget and what to show. It remembers over many more steps than the simple RNN.</source>
        <translation>Una capa recurrente con una celda de memoria y tres puertas que aprenden qué escribir, qué olvidar y qué mostrar. Recuerda durante muchos más pasos que la RNN simple.</translation>
    </message>
    <message>
        <source>A recurrent layer with two gates: one decides how much of the memory to replace, the other how much of it to look at. Fewer weights than an LSTM, and often as good.</source>
        <translation>Una capa recurrente con dos puertas: una decide cuánta memoria reemplazar, la otra cuánta mirar. Menos pesos que una LSTM, y a menudo igual de buena.</translation>
    </message>
    <message>
        <source>A ring</source>
        <translation>Un anillo</translation>
    </message>
    <message>
        <source>A round bowl</source>
        <translation>Un cuenco redondo</translation>
    </message>
    <message>
        <source>A row of numbers of which two are marked: what is their sum? The network has to remember the first until the second comes.</source>
        <translation>Una fila de números, dos de ellos marcados: ¿cuánto suman? La red tiene que recordar el primero hasta que llega el segundo.</translation>
    </message>
    <message>
        <source>A saddle point</source>
        <translation>Un punto de silla</translation>
    </message>
    <message>
        <source>A scheduler with TLS needs certificates: choose the files of the authority, of your certificate and of its key.</source>
        <translation>Un planificador con TLS necesita certificados: elige los archivos de la autoridad, de tu certificado y de su clave.</translation>
    </message>
    <message>
        <source>A signal, its kernel or how it slides has settings that do not exist.</source>
        <translation>Una señal, su núcleo o cómo se desliza tiene ajustes que no existen.</translation>
    </message>
    <message>
        <source>A simple recurrent layer reads a sequence step by step and answers at its end.</source>
        <translation>Una capa recurrente simple lee una secuencia paso a paso y responde al final.</translation>
    </message>
    <message>
        <source>A small error is no good model</source>
        <translation>Un error pequeño no es un buen modelo</translation>
    </message>
    <message>
        <source>A step is taken apart for one example, or for the next minibatch of a training.</source>
        <translation>Un paso se desmonta para un ejemplo, o para el próximo minilote de un entrenamiento.</translation>
    </message>
    <message>
        <source>A step trains with all units; none can be muted in it.</source>
        <translation>Un paso entrena con todas las unidades; en él no se puede silenciar ninguna.</translation>
    </message>
    <message>
        <source>A stride of 3 leaves out places, and thin stripes turn into others: blur before you stride.</source>
        <translation>Un paso de 3 se salta lugares, y las rayas finas se convierten en otras: desenfoca antes de dar pasos largos.</translation>
    </message>
    <message>
        <source>A table with a column of texts and one that says of which class each is. The examples are numbers of symbols, for an embedding: give it a vocabulary as large as that of the data.</source>
        <translation>Una tabla con una columna de textos y otra que dice de qué clase es cada uno. Los ejemplos son números de símbolos, para un embedding: dale un vocabulario tan grande como el de los datos.</translation>
    </message>
    <message>
        <source>A task is one of {tasks}; it is {task}.</source>
        <translation>La tarea es una de {tasks}; es {task}.</translation>
    </message>
    <message>
        <source>A tensor is scaled by a single number, of rank 0; B has the shape {b}.</source>
        <translation>Un tensor se escala con un solo número, de rango 0; B tiene la forma {b}.</translation>
    </message>
    <message>
        <source>A trough with waves on its floor, which falls on outside the picture.</source>
        <translation>Una artesa con olas en el fondo, que sigue bajando fuera de la imagen.</translation>
    </message>
    <message>
        <source>A wave under a bell: answers to stripes of one width and direction, as first layers of trained networks do.</source>
        <translation>Una onda bajo una campana: responde a rayas de una anchura y una dirección, como hacen las primeras capas de las redes entrenadas.</translation>
    </message>
    <message>
        <source>A weak discriminator</source>
        <translation>Un discriminador débil</translation>
    </message>
    <message>
        <source>A weight is a number of at most {farthest} in size; {value} is not.</source>
        <translation>Un peso es un número de magnitud a lo sumo {farthest}; {value} no lo es.</translation>
    </message>
    <message>
        <source>A weighted sum of the inputs, with the least squared error: the straight line through the points.</source>
        <translation>Una suma ponderada de las entradas, con el menor error cuadrático: la recta que pasa entre los puntos.</translation>
    </message>
    <message>
        <source>A window of pooling has 1 to {largest} rows and columns, and is one of {kinds}.</source>
        <translation>Una ventana de agrupación tiene de 1 a {largest} filas y columnas, y es una de {kinds}.</translation>
    </message>
    <message>
        <source>A window of {window} does not fit into an image of {image}.</source>
        <translation>Una ventana de {window} no cabe en una imagen de {image}.</translation>
    </message>
    <message>
        <source>A word whose share f of the text is above this t is left out with the probability 1 − √(t / f): the and of say little of what stands beside them. With 0 none is left out.</source>
        <translation>Una palabra cuya proporción f en el texto supera este t se omite con probabilidad 1 − √(t / f): el y de dicen poco de lo que tienen al lado. Con 0 no se omite ninguna.</translation>
    </message>
    <message>
        <source>A worker could not do its piece: {detail}</source>
        <translation>Un proceso no pudo hacer su parte: {detail}</translation>
    </message>
    <message>
        <source>A worker has sent what is no answer. Its Ladera may be another version, or changed.</source>
        <translation>Un proceso envió algo que no es una respuesta. Puede que su Ladera sea de otra versión o esté modificado.</translation>
    </message>
    <message>
        <source>A worker of the cluster ended or went silent in the middle of its work, perhaps for lack of memory.</source>
        <translation>Un proceso del clúster terminó o dejó de responder en pleno trabajo, quizá por falta de memoria.</translation>
    </message>
    <message>
        <source>A worker process ended unexpectedly, perhaps for lack of memory. Try fewer processes or a smaller surface.</source>
        <translation>Un proceso terminó de forma inesperada, quizá por falta de memoria. Prueba con menos procesos o una superficie menor.</translation>
    </message>
    <message>
        <source>About half of the images, drawn anew each time, are mirrored left to right. Good for things and animals; not for digits and letters.</source>
        <translation>Cerca de la mitad de las imágenes, sorteadas cada vez, se reflejan de izquierda a derecha. Va bien con cosas y animales; no con dígitos ni letras.</translation>
    </message>
    <message>
        <source>About half of the images, drawn anew each time, are mirrored top to bottom. Good for what has no up and down: cells, leaves, views from above.</source>
        <translation>Cerca de la mitad de las imágenes, sorteadas cada vez, se reflejan de arriba abajo. Va bien con lo que no tiene arriba ni abajo: células, hojas, vistas desde el aire.</translation>
    </message>
    <message>
        <source>Above 2/λ = 0.2 each leap is longer than the one before: the numbers grow without bound.</source>
        <translation>Por encima de 2/λ = 0.2 cada salto es más largo que el anterior: los números crecen sin límite.</translation>
    </message>
    <message>
        <source>Absolute value</source>
        <translation>Valor absoluto</translation>
    </message>
    <message>
        <source>Accents</source>
        <translation>Acentos</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Exactitud</translation>
    </message>
    <message>
        <source>Ackley</source>
        <translation>Ackley</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Activación</translation>
    </message>
    <message>
        <source>AdaGrad</source>
        <translation>AdaGrad</translation>
    </message>
    <message>
        <source>AdaGrad that forgets: each weight is divided by the size of its recent gradients.</source>
        <translation>AdaGrad que olvida: cada peso se divide por el tamaño de sus gradientes recientes.</translation>
    </message>
    <message>
        <source>Adadelta</source>
        <translation>Adadelta</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam (β₁ = ½)</source>
        <translation>Adam (β₁ = ½)</translation>
    </message>
    <message>
        <source>Adam that divides by the largest gradient it remembers, which forgets slowly.</source>
        <translation>Adam que divide por el mayor gradiente que recuerda, y lo olvida despacio.</translation>
    </message>
    <message>
        <source>Adam that moves only the words of an embedding that the minibatch has seen: weights and averages of the others stay as they are. For large vocabularies much faster than Adam, and not quite the same. Without an embedding it does what Adam does.</source>
        <translation>Adam que solo mueve las palabras de un embedding que el minilote ha visto: los pesos y los promedios de las demás quedan como están. Con vocabularios grandes es mucho más rápido que Adam, y no es del todo lo mismo. Sin embedding hace lo que hace Adam.</translation>
    </message>
    <message>
        <source>Adam with a look ahead, as Nesterov momentum has it.</source>
        <translation>Adam que mira adelante, como el momento de Nesterov.</translation>
    </message>
    <message>
        <source>Adam with weight decay: all weights shrink a little in each step, by the same share.</source>
        <translation>Adam con decaimiento de pesos: en cada paso todos los pesos encogen un poco, en la misma proporción.</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adamax</source>
        <translation>Adamax</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Suma</translation>
    </message>
    <message>
        <source>Add a trained constant to each line, so that the lines can cross anywhere.</source>
        <translation>Suma a cada recta una constante entrenada, para que las rectas puedan cruzarse en cualquier sitio.</translation>
    </message>
    <message>
        <source>Add a trained constant to each map.</source>
        <translation>Suma a cada mapa una constante entrenada.</translation>
    </message>
    <message>
        <source>Add a trained constant to each unit, so that its border need not pass through the origin.</source>
        <translation>Suma a cada unidad una constante entrenada, para que su frontera no tenga que pasar por el origen.</translation>
    </message>
    <message>
        <source>Added below the fraction, so that it is never divided by zero.</source>
        <translation>Se suma en el denominador, para no dividir nunca entre cero.</translation>
    </message>
    <message>
        <source>Added to the variance, so that a constant input does not divide by 0.</source>
        <translation>Se suma a la varianza, para que una entrada constante no divida entre 0.</translation>
    </message>
    <message>
        <source>Adding problem</source>
        <translation>Problema de la suma</translation>
    </message>
    <message>
        <source>Adds l1·Σ|w| to the loss: pushes weights that do not help to zero.</source>
        <translation>Suma l1·Σ|w| a la pérdida: empuja a cero los pesos que no ayudan.</translation>
    </message>
    <message>
        <source>Adds layers of equal shape. With a connection that skips layers it makes a residual block.</source>
        <translation>Suma capas de igual forma. Con una conexión que salta capas forma un bloque residual.</translation>
    </message>
    <message>
        <source>Adds random noise in training, as if there were many more examples, each a little different. In front of an autoencoder it makes a denoising one. When the network is used, there is no noise.</source>
        <translation>Añade ruido al azar durante el entrenamiento, como si hubiera muchos más ejemplos, cada uno algo distinto. Delante de un autocodificador lo convierte en uno que elimina ruido. Al usar la red no hay ruido.</translation>
    </message>
    <message>
        <source>Adds to every step a vector that is learned for its place. Attention does not see in which order steps come: with this they carry where they stand.</source>
        <translation>Suma a cada paso un vector que se aprende para su lugar. La atención no ve en qué orden vienen los pasos: con esto llevan consigo dónde están.</translation>
    </message>
    <message>
        <source>Adds ½·l2·Σw² to the loss: keeps weights small and the function smooth.</source>
        <translation>Suma ½·l2·Σw² a la pérdida: mantiene los pesos pequeños y la función suave.</translation>
    </message>
    <message>
        <source>After a hundred steps it has barely begun.</source>
        <translation>Después de cien pasos apenas ha comenzado.</translation>
    </message>
    <message>
        <source>After it, multiply each channel by a number and add one, which are learned.</source>
        <translation>Después multiplica cada canal por un número y le suma otro; ambos se aprenden.</translation>
    </message>
    <message>
        <source>After so many epochs or steps the learning rate stays at its final value.</source>
        <translation>Tras estas épocas o pasos la tasa de aprendizaje se queda en su valor final.</translation>
    </message>
    <message>
        <source>Alice (English)</source>
        <translation>Alicia (inglés)</translation>
    </message>
    <message>
        <source>All arrays need the same number of examples; they have {counts}.</source>
        <translation>Todos los arreglos necesitan el mismo número de ejemplos; tienen {counts}.</translation>
    </message>
    <message>
        <source>All chance comes from it: the same seed gives the same run.</source>
        <translation>De ella sale todo el azar: la misma semilla da la misma ejecución.</translation>
    </message>
    <message>
        <source>All clouds are found. Both losses end where nobody wins, at ln 4 and ln 2, and D says ½ nearly everywhere: what tells how good the points are is their distance, not a loss.</source>
        <translation>Se encuentran todas las nubes. Ambas pérdidas terminan donde nadie gana, en ln 4 y ln 2, y D dice ½ casi en todas partes: lo que dice qué tan buenos son los puntos es su distancia, no una pérdida.</translation>
    </message>
    <message>
        <source>All examples alike</source>
        <translation>Todos por igual</translation>
    </message>
    <message>
        <source>All examples need the same shape; there are {first} and {second}.</source>
        <translation>Todos los ejemplos necesitan la misma forma; los hay de {first} y de {second}.</translation>
    </message>
    <message>
        <source>All from the start</source>
        <translation>Todos desde el principio</translation>
    </message>
    <message>
        <source>All hues, and one edge of brightness: for kernels that see colours.</source>
        <translation>Todos los tonos y un borde de brillo: para núcleos que ven colores.</translation>
    </message>
    <message>
        <source>All images are of one class, “{name}”: there is nothing to tell apart. Put the images of each class into a folder of its own.</source>
        <translation>Todas las imágenes son de una sola clase, «{name}»: no hay nada que distinguir. Pon las imágenes de cada clase en una carpeta propia.</translation>
    </message>
    <message>
        <source>All layers but the last ones with weights learn at this share of the learning rate. 0 leaves them as they are: a feature extractor. A small share is careful fine-tuning, 1 trains all alike.</source>
        <translation>Todas las capas menos las últimas con pesos aprenden a esta parte de la tasa de aprendizaje. Con 0 quedan como están: un extractor de características. Una parte pequeña es un ajuste fino cuidadoso; con 1 todas se entrenan igual.</translation>
    </message>
    <message>
        <source>All ones</source>
        <translation>Todo unos</translation>
    </message>
    <message>
        <source>An accent or ñ gives a Spanish name away; without them its other letters have to.</source>
        <translation>Un acento o una ñ delatan un nombre español; sin ellos, tienen que hacerlo las demás letras.</translation>
    </message>
    <message>
        <source>An array of numbers is needed; this one, of the shape {shape}, holds {kind}.</source>
        <translation>Se necesita un arreglo de números; este, de la forma {shape}, contiene {kind}.</translation>
    </message>
    <message>
        <source>An attack takes at least one step; {value} were asked for.</source>
        <translation>Un ataque da al menos un paso; se pidieron {value}.</translation>
    </message>
    <message>
        <source>An attention hides from a step what comes later and the steps that do not count, and nothing else.</source>
        <translation>Una atención oculta a un paso lo que viene después y los pasos que no cuentan, y nada más.</translation>
    </message>
    <message>
        <source>An average takes the zeros around the input for numbers like others (count_include_pad of PyTorch). Off, as in Keras: it is the mean of what is inside.</source>
        <translation>Un promedio toma los ceros de alrededor de la entrada como números iguales a los demás (count_include_pad de PyTorch). Desactivado, como en Keras: es la media de lo que está dentro.</translation>
    </message>
    <message>
        <source>An edge detector that knows no network gives nearly the same map (rank correlation {value}).</source>
        <translation>Un detector de bordes que no conoce ninguna red da casi el mismo mapa (correlación de rangos {value}).</translation>
    </message>
    <message>
        <source>An example</source>
        <translation>Un ejemplo</translation>
    </message>
    <message>
        <source>An example made by hand has at most {most} values, all of them finite numbers.</source>
        <translation>Un ejemplo hecho a mano tiene a lo sumo {most} valores, todos números finitos.</translation>
    </message>
    <message>
        <source>An exponent may be {most} at most; {exponent} is too large.</source>
        <translation>Un exponente puede ser como mucho {most}; {exponent} es demasiado grande.</translation>
    </message>
    <message>
        <source>An expression may have {most} characters; this one has {count}.</source>
        <translation>Una expresión puede tener {most} caracteres; esta tiene {count}.</translation>
    </message>
    <message>
        <source>An inner product needs two tensors of one shape; these are {a} and {b}.</source>
        <translation>Un producto interno necesita dos tensores de la misma forma; estas son {a} y {b}.</translation>
    </message>
    <message>
        <source>Another program changed {file} since it was opened here. Save under another name, or overwrite it.</source>
        <translation>Otro programa cambió {file} desde que se abrió aquí. Guarda con otro nombre, o sobrescríbelo.</translation>
    </message>
    <message>
        <source>Another window has recovered “{title}” already.</source>
        <translation>Otra ventana ya ha recuperado «{title}».</translation>
    </message>
    <message>
        <source>Any table of numbers and words: choose the column to predict.</source>
        <translation>Cualquier tabla de números y palabras: elige la columna que quieres predecir.</translation>
    </message>
    <message>
        <source>Apart</source>
        <translation>Separación</translation>
    </message>
    <message>
        <source>Arabic (Windows)</source>
        <translation>Árabe (Windows)</translation>
    </message>
    <message>
        <source>Arctangent</source>
        <translation>Arcotangente</translation>
    </message>
    <message>
        <source>Arrays of NumPy</source>
        <translation>Arreglos de NumPy</translation>
    </message>
    <message>
        <source>Arrays of a notebook</source>
        <translation>Arreglos de un cuaderno</translation>
    </message>
    <message>
        <source>As detected</source>
        <translation>Según se detecte</translation>
    </message>
    <message>
        <source>As images</source>
        <translation>Como imágenes</translation>
    </message>
    <message>
        <source>As they come</source>
        <translation>Como vienen</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Se pregunta</translation>
    </message>
    <message>
        <source>Aspect γ</source>
        <translation>Aspecto γ</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Al azar</translation>
    </message>
    <message>
        <source>At the beginning; it falls on a straight line to almost nothing at the end.</source>
        <translation>La del comienzo; baja en línea recta hasta casi nada al final.</translation>
    </message>
    <message>
        <source>At the end it can only be longer by less than its stride of {stride}, not by {more}.</source>
        <translation>Al final solo puede alargarse en menos que su paso de {stride}, no en {more}.</translation>
    </message>
    <message>
        <source>At the examples (CD)</source>
        <translation>En los ejemplos (CD)</translation>
    </message>
    <message>
        <source>Attack strength ε</source>
        <translation>Fuerza del ataque ε</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atención</translation>
    </message>
    <message>
        <source>Attention block</source>
        <translation>Bloque de atención</translation>
    </message>
    <message>
        <source>Autoencoder</source>
        <translation>Autocodificador</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Average pooling</source>
        <translation>Agrupación por media</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>Eje</translation>
    </message>
    <message>
        <source>BFGS</source>
        <translation>BFGS</translation>
    </message>
    <message>
        <source>BFGS that remembers a few steps instead of a table, so that it serves for many weights. Sees all examples in each step.</source>
        <translation>BFGS que recuerda unos pocos pasos en vez de una tabla, y así sirve para muchos pesos. Ve todos los ejemplos en cada paso.</translation>
    </message>
    <message>
        <source>Baltic (Windows)</source>
        <translation>Báltico (Windows)</translation>
    </message>
    <message>
        <source>Bars and stripes with CD-1: the reconstruction error goes to zero, and the log-likelihood, which had come close to the best, falls again.</source>
        <translation>Barras y franjas con CD-1: el error de reconstrucción llega a cero, y la log-verosimilitud, que se había acercado a la mejor, vuelve a caer.</translation>
    </message>
    <message>
        <source>Bars and stripes, 3 × 3</source>
        <translation>Barras y franjas, 3 × 3</translation>
    </message>
    <message>
        <source>Bars and stripes, 4 × 4</source>
        <translation>Barras y franjas, 4 × 4</translation>
    </message>
    <message>
        <source>Basins are drawn for optimizers of first order; {optimizer} looks at the function several times in a step.</source>
        <translation>Las cuencas se dibujan para optimizadores de primer orden; {optimizer} mira la función varias veces en cada paso.</translation>
    </message>
    <message>
        <source>Basins are drawn on surfaces: functions of x and y.</source>
        <translation>Las cuencas se dibujan sobre superficies: funciones de x e y.</translation>
    </message>
    <message>
        <source>Basins of a heavy ball</source>
        <translation>Cuencas de una bola pesada</translation>
    </message>
    <message>
        <source>Basins of attraction</source>
        <translation>Cuencas de atracción</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>Normalización por lotes</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Tamaño del minilote</translation>
    </message>
    <message>
        <source>Beale</source>
        <translation>Beale</translation>
    </message>
    <message>
        <source>Before the activation</source>
        <translation>Antes de la activación</translation>
    </message>
    <message>
        <source>Begin by remembering</source>
        <translation>Empezar recordando</translation>
    </message>
    <message>
        <source>Bell</source>
        <translation>Campana</translation>
    </message>
    <message>
        <source>Bends each direction away from the one before, so that a step does not undo the last. Sees all examples in each step, and finds the step&apos;s length by itself.</source>
        <translation>Aparta cada dirección de la anterior, para que un paso no deshaga el último. Ve todos los ejemplos en cada paso, y halla por sí mismo la longitud del paso.</translation>
    </message>
    <message>
        <source>Bends each number with a function. Without it any stack of dense layers is one dense layer.</source>
        <translation>Curva cada número con una función. Sin ella, cualquier pila de capas densas equivale a una sola.</translation>
    </message>
    <message>
        <source>Beside the ridge by a thousandth it lingers at the saddle, and leaves at step 38; from y = 0 it would stay for ever.</source>
        <translation>A una milésima de la cresta se demora en el punto de silla y se va en el paso 38; desde y = 0 se quedaría para siempre.</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>Entre medias</translation>
    </message>
    <message>
        <source>Beyond the edge</source>
        <translation>Más allá del borde</translation>
    </message>
    <message>
        <source>Beyond the limit</source>
        <translation>Más allá del límite</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>Sesgo</translation>
    </message>
    <message>
        <source>Biases and the scales of normalisations stay as they are.</source>
        <translation>Los sesgos y las escalas de las normalizaciones quedan como están.</translation>
    </message>
    <message>
        <source>Binary (Bernoulli)</source>
        <translation>Binarias (Bernoulli)</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>Entropía cruzada binaria</translation>
    </message>
    <message>
        <source>Binary step</source>
        <translation>Escalón binario</translation>
    </message>
    <message>
        <source>Binary units are black or white, and so are the examples then. Real units are grey, with a normal distribution around what the hidden units say.</source>
        <translation>Las unidades binarias son blancas o negras, y entonces también lo son los ejemplos. Las reales son grises, con una distribución normal alrededor de lo que dicen las unidades ocultas.</translation>
    </message>
    <message>
        <source>Black is its least number, {low}, and white its largest, {high}.</source>
        <translation>El negro es su número menor, {low}, y el blanco el mayor, {high}.</translation>
    </message>
    <message>
        <source>Boltzmann machine</source>
        <translation>Máquina de Boltzmann</translation>
    </message>
    <message>
        <source>Boltzmann machines one upon the other; each learns what the one below makes of the digits. With more of them chance is the worse start.</source>
        <translation>Máquinas de Boltzmann una sobre otra; cada una aprende lo que la de abajo hace de los dígitos. Cuantas más hay, peor comienzo es el azar.</translation>
    </message>
    <message>
        <source>Booth</source>
        <translation>Booth</translation>
    </message>
    <message>
        <source>Bowl</source>
        <translation>Cuenco</translation>
    </message>
    <message>
        <source>Box blur</source>
        <translation>Desenfoque de caja</translation>
    </message>
    <message>
        <source>Brackets</source>
        <translation>Paréntesis</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>Cáncer de mama</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Brillo</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>A mano</translation>
    </message>
    <message>
        <source>By how much a weight changes along its axis.</source>
        <translation>Cuánto cambia un peso a lo largo de su eje.</translation>
    </message>
    <message>
        <source>CIFAR files</source>
        <translation>Archivos CIFAR</translation>
    </message>
    <message>
        <source>CSV of the walk</source>
        <translation>CSV del recorrido</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Candidato</translation>
    </message>
    <message>
        <source>Capitals become small letters: fewer symbols, more examples of each.</source>
        <translation>Las mayúsculas pasan a minúsculas: menos símbolos y más ejemplos de cada uno.</translation>
    </message>
    <message>
        <source>Cat</source>
        <translation>Gato</translation>
    </message>
    <message>
        <source>Categorical cross-entropy</source>
        <translation>Entropía cruzada categórica</translation>
    </message>
    <message>
        <source>Central European (ISO 8859-2)</source>
        <translation>Europa central (ISO 8859-2)</translation>
    </message>
    <message>
        <source>Central European (Windows)</source>
        <translation>Europa central (Windows)</translation>
    </message>
    <message>
        <source>Chains begin</source>
        <translation>Las cadenas empiezan</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Caracteres</translation>
    </message>
    <message>
        <source>Choose two different weights.</source>
        <translation>Elige dos pesos distintos.</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Círculo</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Clase</translation>
    </message>
    <message>
        <source>Class weights</source>
        <translation>Pesos de las clases</translation>
    </message>
    <message>
        <source>Classic tables</source>
        <translation>Tablas clásicas</translation>
    </message>
    <message>
        <source>Classification: predict a class</source>
        <translation>Clasificación: predecir una clase</translation>
    </message>
    <message>
        <source>Clear cases first (margin)</source>
        <translation>Primero los casos claros (margen)</translation>
    </message>
    <message>
        <source>Clip the gradient&apos;s norm</source>
        <translation>Limitar la norma del gradiente</translation>
    </message>
    <message>
        <source>Clip the gradient&apos;s values</source>
        <translation>Limitar los valores del gradiente</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>Café</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Color</translation>
    </message>
    <message>
        <source>Colour wheel</source>
        <translation>Círculo cromático</translation>
    </message>
    <message>
        <source>Colours are grey.</source>
        <translation>Los colores pasan a gris.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columnas</translation>
    </message>
    <message>
        <source>Columns of numbers that are only codes: each value becomes an input of its own.</source>
        <translation>Columnas de números que son solo códigos: cada valor se convierte en una entrada propia.</translation>
    </message>
    <message>
        <source>Columns of pixels that every image gets.</source>
        <translation>Columnas de píxeles que recibe cada imagen.</translation>
    </message>
    <message>
        <source>Columns that hold numbers, whatever was detected.</source>
        <translation>Columnas que contienen números, se haya detectado lo que se haya detectado.</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Coma</translation>
    </message>
    <message>
        <source>Comma: 1,5</source>
        <translation>Coma: 1,5</translation>
    </message>
    <message>
        <source>Concatenate</source>
        <translation>Concatenación</translation>
    </message>
    <message>
        <source>Conjugate gradient</source>
        <translation>Gradiente conjugado</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Constante</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Contraste</translation>
    </message>
    <message>
        <source>Contrastive divergence begins at the examples each time. Persistent chains go on from where the last step left them, and come to places that the examples do not know.</source>
        <translation>La divergencia contrastiva empieza cada vez en los ejemplos. Las cadenas persistentes siguen desde donde las dejó el último paso, y llegan a lugares que los ejemplos no conocen.</translation>
    </message>
    <message>
        <source>Convolution 1-D</source>
        <translation>Convolución 1-D</translation>
    </message>
    <message>
        <source>Convolution 2-D</source>
        <translation>Convolución 2-D</translation>
    </message>
    <message>
        <source>Convolution and pooling down to a code of eight numbers, and back to an image. For images.</source>
        <translation>Convolución y agrupación hasta un código de ocho números, y de vuelta a una imagen. Para imágenes.</translation>
    </message>
    <message>
        <source>Convolutional autoencoder</source>
        <translation>Autocodificador convolucional</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>Copias</translation>
    </message>
    <message>
        <source>Copy after a mark</source>
        <translation>Copiar tras una marca</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Coseno</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>Se cuenta en</translation>
    </message>
    <message>
        <source>Covered by</source>
        <translation>Tapado con</translation>
    </message>
    <message>
        <source>Critical points and basins</source>
        <translation>Puntos críticos y cuencas</translation>
    </message>
    <message>
        <source>Crop cuts off what is beyond the middle. Fit keeps all of it and fills the rest with the image&apos;s mean colour. Stretch keeps all of it and changes its proportions.</source>
        <translation>Recortar quita lo que queda fuera del centro. Encajar conserva todo y llena el resto con el color medio de la imagen. Estirar conserva todo y cambia las proporciones.</translation>
    </message>
    <message>
        <source>Crop to the middle</source>
        <translation>Recortar al centro</translation>
    </message>
    <message>
        <source>CuPy is installed, but it does not work here: {detail}</source>
        <translation>CuPy está instalado, pero aquí no funciona: {detail}</translation>
    </message>
    <message>
        <source>CuPy is installed, but there is no NVIDIA graphics card that it can use, or its driver is missing.</source>
        <translation>CuPy está instalado, pero no hay ninguna tarjeta gráfica NVIDIA que pueda usar, o falta su controlador.</translation>
    </message>
    <message>
        <source>CuPy is not installed. With an NVIDIA graphics card, “python3 run.py --gpu” adds it.</source>
        <translation>CuPy no está instalado. Con una tarjeta gráfica NVIDIA, «python3 run.py --gpu» lo añade.</translation>
    </message>
    <message>
        <source>Curvature needs examples to measure on.</source>
        <translation>La curvatura necesita ejemplos con los que medir.</translation>
    </message>
    <message>
        <source>Curve with two valleys</source>
        <translation>Curva con dos valles</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>Curvas</translation>
    </message>
    <message>
        <source>Cyrillic (DOS)</source>
        <translation>Cirílico (DOS)</translation>
    </message>
    <message>
        <source>Cyrillic (KOI8-R)</source>
        <translation>Cirílico (KOI8-R)</translation>
    </message>
    <message>
        <source>Cyrillic (Mac)</source>
        <translation>Cirílico (Mac)</translation>
    </message>
    <message>
        <source>Cyrillic (Windows)</source>
        <translation>Cirílico (Windows)</translation>
    </message>
    <message>
        <source>Dark and light are exchanged, as in the data.</source>
        <translation>Lo oscuro y lo claro se intercambian, como en los datos.</translation>
    </message>
    <message>
        <source>Dask is not installed. Close Ladera and start it once with “python3 run.py --cluster”, or choose this computer.</source>
        <translation>Dask no está instalado. Cierra Ladera e iníciala una vez con «python3 run.py --cluster», o elige esta computadora.</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Fechas</translation>
    </message>
    <message>
        <source>Day first: 31/12/2025</source>
        <translation>Primero el día: 31/12/2025</translation>
    </message>
    <message>
        <source>Decimal mark</source>
        <translation>Signo decimal</translation>
    </message>
    <message>
        <source>Deep autoencoder</source>
        <translation>Autocodificador profundo</translation>
    </message>
    <message>
        <source>Deep sigmoid beside ReLU</source>
        <translation>Sigmoide profunda junto a ReLU</translation>
    </message>
    <message>
        <source>Degenerate point</source>
        <translation>Punto degenerado</translation>
    </message>
    <message>
        <source>Degrees from the x axis, clockwise on the screen, of the direction across the stripes.</source>
        <translation>Grados desde el eje x, en sentido horario en la pantalla, de la dirección que cruza las rayas.</translation>
    </message>
    <message>
        <source>Degrees: 0 has a bright stripe in the middle, 90 an edge.</source>
        <translation>Grados: 0 tiene una raya clara en el centro, 90 un borde.</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Demora</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Separador</translation>
    </message>
    <message>
        <source>Delta rule (Adaline)</source>
        <translation>Regla delta (Adaline)</translation>
    </message>
    <message>
        <source>Denoising autoencoder</source>
        <translation>Autocodificador antirruido</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>Densa</translation>
    </message>
    <message>
        <source>Dents around a sharp tip: at the lowest point there is no gradient at all.</source>
        <translation>Abolladuras alrededor de una punta afilada: en el punto más bajo no hay gradiente.</translation>
    </message>
    <message>
        <source>Depthwise convolution 1-D</source>
        <translation>Convolución por canales 1-D</translation>
    </message>
    <message>
        <source>Depthwise convolution 2-D</source>
        <translation>Convolución por canales 2-D</translation>
    </message>
    <message>
        <source>Deviation σ</source>
        <translation>Desviación σ</translation>
    </message>
    <message>
        <source>Diabetes</source>
        <translation>Diabetes</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Digit</source>
        <translation>Dígito</translation>
    </message>
    <message>
        <source>Digits</source>
        <translation>Dígitos</translation>
    </message>
    <message>
        <source>Digits in black and white: each hidden unit learns a stroke, and samples begin to look like digits.</source>
        <translation>Dígitos en blanco y negro: cada unidad oculta aprende un trazo, y las muestras empiezan a parecer dígitos.</translation>
    </message>
    <message>
        <source>Digits in grey</source>
        <translation>Dígitos en gris</translation>
    </message>
    <message>
        <source>Digits, 8 × 8</source>
        <translation>Dígitos, 8 × 8</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>Dilatación</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimensión</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Dimensiones</translation>
    </message>
    <message>
        <source>Direction θ</source>
        <translation>Dirección θ</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>Discriminador</translation>
    </message>
    <message>
        <source>Divide</source>
        <translation>División</translation>
    </message>
    <message>
        <source>Divide by √d</source>
        <translation>Dividir por √d</translation>
    </message>
    <message>
        <source>Divides the likeness by the root of its width, so that the softmax does not saturate when vectors are long.</source>
        <translation>Divide el parecido por la raíz de su anchura, para que el softmax no se sature con vectores largos.</translation>
    </message>
    <message>
        <source>Does the first row name the columns, or is it an example?</source>
        <translation>¿La primera fila nombra las columnas o es un ejemplo?</translation>
    </message>
    <message>
        <source>Does the work of a convolution along a sequence in two steps: kernels that see one channel each, then a mixture of the channels at every step.</source>
        <translation>Hace el trabajo de una convolución a lo largo de una secuencia en dos etapas: núcleos que ven un canal cada uno y, después, una mezcla de los canales en cada paso.</translation>
    </message>
    <message>
        <source>Does the work of a convolution in two steps: kernels that see one channel each, then a mixture of the channels at every place. Far fewer weights and products, and nearly as good.</source>
        <translation>Hace el trabajo de una convolución en dos etapas: núcleos que ven un canal cada uno y, después, una mezcla de los canales en cada lugar. Muchos menos pesos y productos, y casi igual de buena.</translation>
    </message>
    <message>
        <source>Domain and start must be numbers of at most {farthest}; {value} is not.</source>
        <translation>El dominio y el inicio deben ser números de valor absoluto no mayor que {farthest}; {value} no lo es.</translation>
    </message>
    <message>
        <source>Done, but the training loss was smaller before (there is no validation part).</source>
        <translation>Terminado, pero la pérdida de entrenamiento fue menor antes (no hay parte de validación).</translation>
    </message>
    <message>
        <source>Done, but the validation loss was smaller before.</source>
        <translation>Terminado, pero la pérdida de validación fue menor antes.</translation>
    </message>
    <message>
        <source>Double (float64)</source>
        <translation>Doble (float64)</translation>
    </message>
    <message>
        <source>Double: &quot;a&quot;</source>
        <translation>Dobles: &quot;a&quot;</translation>
    </message>
    <message>
        <source>Down a curve</source>
        <translation>Bajar por una curva</translation>
    </message>
    <message>
        <source>Downhill along y, uphill along x. From y = 0 exactly, the walk ends on the saddle.</source>
        <translation>Cuesta abajo por y, cuesta arriba por x. Desde y = 0 exacto, el camino acaba en el punto de silla.</translation>
    </message>
    <message>
        <source>Drawers</source>
        <translation>Cajones</translation>
    </message>
    <message>
        <source>Drawers with labels and a number in each: what is in the one that is asked for? Attention finds it. The labels are whole numbers for an embedding, so leave them as they are: standardise nothing.</source>
        <translation>Cajones con etiqueta y un número en cada uno: ¿qué hay en el que se pregunta? La atención lo encuentra. Las etiquetas son números enteros para un embedding, así que deben quedar como son: no estandarices nada.</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Dropout and noise are off, batch normalisation uses its running statistics, as in evaluation.</source>
        <translation>El dropout y el ruido están apagados y la normalización por lotes usa sus estadísticas acumuladas, como en la evaluación.</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>Each axis has 1 to {side} places here, and a tensor at most {most} numbers.</source>
        <translation>Aquí cada eje tiene de 1 a {side} lugares, y un tensor, a lo sumo {most} números.</translation>
    </message>
    <message>
        <source>Each image is enlarged by a random factor between 1 minus this and 1 plus this; 0 for none.</source>
        <translation>Cada imagen se amplía por un factor al azar entre 1 menos este valor y 1 más este valor; 0 para no hacerlo.</translation>
    </message>
    <message>
        <source>Each image is shifted by a random whole number of pixels, at most so many in each direction; 0 for none.</source>
        <translation>Cada imagen se desplaza un número entero de píxeles al azar, como mucho este en cada dirección; 0 para no hacerlo.</translation>
    </message>
    <message>
        <source>Each image is turned by a random angle, at most so much in each direction; 0 for none. A 6 that is turned too far becomes a 9.</source>
        <translation>Cada imagen se gira un ángulo al azar, como mucho este en cada sentido; 0 para no hacerlo. Un 6 que se gira demasiado se convierte en un 9.</translation>
    </message>
    <message>
        <source>Each number of the gradient is kept between minus and plus this; 0 for no limit.</source>
        <translation>Cada número del gradiente se mantiene entre menos y más este valor; 0 para no limitarlo.</translation>
    </message>
    <message>
        <source>Each of its groups would be a single number, of which only 0 is left: {shape} comes in. Take fewer groups.</source>
        <translation>Cada uno de sus grupos sería un solo número, del que no queda más que 0: entra {shape}. Toma menos grupos.</translation>
    </message>
    <message>
        <source>Each pixel times its slope: what it adds to the score if the network were linear. Pixels at the network&apos;s zero never count.</source>
        <translation>Cada píxel por su pendiente: lo que sumaría a la puntuación si la red fuera lineal. Los píxeles en el cero de la red no cuentan nunca.</translation>
    </message>
    <message>
        <source>Each step goes against the slope, η times as far as it is steep: −1, −0.72609, −0.40250, …</source>
        <translation>Cada paso va contra la pendiente, η veces lo empinada que es: −1, −0.72609, −0.40250, …</translation>
    </message>
    <message>
        <source>Each step sees itself and the steps before it, never those after: for a network that predicts what comes next.</source>
        <translation>Cada paso se ve a sí mismo y a los anteriores, nunca a los siguientes: para una red que predice lo que viene.</translation>
    </message>
    <message>
        <source>Each unit is the largest of several straight lines, which it learns: it draws its own activation, any that is convex.</source>
        <translation>Cada unidad es la mayor de varias rectas, que aprende: dibuja su propia activación, cualquiera que sea convexa.</translation>
    </message>
    <message>
        <source>Easom</source>
        <translation>Easom</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>Eco</translation>
    </message>
    <message>
        <source>Edges in all directions, thin lines and stripes on a slope of grey.</source>
        <translation>Bordes en todas las direcciones, líneas finas y rayas sobre un degradado de gris.</translation>
    </message>
    <message>
        <source>Eggholder</source>
        <translation>Eggholder</translation>
    </message>
    <message>
        <source>Eigenvectors of the Hessian: the directions in which the valley bends most.</source>
        <translation>Vectores propios de la hessiana: las direcciones en que el valle más se curva.</translation>
    </message>
    <message>
        <source>Eight clouds</source>
        <translation>Ocho nubes</translation>
    </message>
    <message>
        <source>Eight clouds in a circle</source>
        <translation>Ocho nubes en círculo</translation>
    </message>
    <message>
        <source>Element by element, with broadcasting</source>
        <translation>Elemento por elemento, con difusión</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Emboss</source>
        <translation>Relieve</translation>
    </message>
    <message>
        <source>Emboss is not the same turned round: switch between cross-correlation and convolution, and the light comes from the other side.</source>
        <translation>El relieve girado no es el mismo: cambia entre correlación cruzada y convolución, y la luz viene del otro lado.</translation>
    </message>
    <message>
        <source>Empty for all. Otherwise targets, or inputs, by name or number: price, 3, 5-8. With classes the head learns whether an example is of one of the classes listed.</source>
        <translation>Vacío para todo. Si no, objetivos, o entradas, por nombre o número: precio, 3, 5-8. Con clases, la cabeza aprende si un ejemplo es de una de las clases de la lista.</translation>
    </message>
    <message>
        <source>Encoder and decoder</source>
        <translation>Codificador y decodificador</translation>
    </message>
    <message>
        <source>Encoder, decoder and attention</source>
        <translation>Codificador, decodificador y atención</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Codificación</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Inglés</translation>
    </message>
    <message>
        <source>Enlarge the images: LeNet-5 was made for 32 × 32. Nothing is added that was not in the 8 × 8 pixels.</source>
        <translation>Amplía las imágenes: LeNet-5 se hizo para 32 × 32. No se añade nada que no estuviera en los 8 × 8 píxeles.</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Épocas</translation>
    </message>
    <message>
        <source>Epochs of each</source>
        <translation>Épocas de cada una</translation>
    </message>
    <message>
        <source>Epochs of fine-tuning</source>
        <translation>Épocas de ajuste fino</translation>
    </message>
    <message>
        <source>Epochs or steps at the start in which the learning rate rises in a line to its full value; 0 for none. It keeps the first steps, with weights still random, small.</source>
        <translation>Épocas o pasos del comienzo en que la tasa de aprendizaje sube en línea recta hasta su valor; 0 para ninguno. Así los primeros pasos, con pesos aún aleatorios, son pequeños.</translation>
    </message>
    <message>
        <source>Epochs until all are in</source>
        <translation>Épocas hasta que entran todos</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Épsilon</translation>
    </message>
    <message>
        <source>Every overlap (full)</source>
        <translation>Todo solapamiento (full)</translation>
    </message>
    <message>
        <source>Every probability</source>
        <translation>Todas las probabilidades</translation>
    </message>
    <message>
        <source>Every s</source>
        <translation>Cada s</translation>
    </message>
    <message>
        <source>Every start rolls into one of four minima. The saddles lie on the borders between them.</source>
        <translation>Cada inicio rueda hasta uno de los cuatro mínimos. Los puntos de silla están en las fronteras entre las cuencas.</translation>
    </message>
    <message>
        <source>Every third place</source>
        <translation>Uno de cada tres lugares</translation>
    </message>
    <message>
        <source>Every unit sees every input: y = f(xW + b). One unit with a sigmoid is logistic regression; one with the identity is linear regression.</source>
        <translation>Cada unidad ve todas las entradas: y = f(xW + b). Una unidad con sigmoide es una regresión logística; con la identidad, una regresión lineal.</translation>
    </message>
    <message>
        <source>Exact matches</source>
        <translation>Coincidencias exactas</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Examples per step; 0 takes all of them. Small batches make noisy but many steps.</source>
        <translation>Ejemplos por paso; 0 los toma todos. Los minilotes pequeños dan muchos pasos, aunque ruidosos.</translation>
    </message>
    <message>
        <source>Examples that a program or a notebook has given as arrays.</source>
        <translation>Ejemplos que un programa o un cuaderno dio como arreglos.</translation>
    </message>
    <message>
        <source>Examples that come apart are given as (inputs, targets); here are {count} values.</source>
        <translation>Los ejemplos que vienen aparte se dan como (entradas, objetivos); aquí hay {count} valores.</translation>
    </message>
    <message>
        <source>Exclusive or</source>
        <translation>O exclusivo</translation>
    </message>
    <message>
        <source>Expected rows of {expected} values ({names}); the array has the shape {shape}.</source>
        <translation>Se esperaban filas de {expected} valores ({names}); el arreglo tiene la forma {shape}.</translation>
    </message>
    <message>
        <source>Exponential decay</source>
        <translation>Decaimiento exponencial</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Factor</translation>
    </message>
    <message>
        <source>Factor γ</source>
        <translation>Factor γ</translation>
    </message>
    <message>
        <source>Fill in the mean or the most frequent of the training part</source>
        <translation>Rellenar con la media o con lo más frecuente de la parte de entrenamiento</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filtros</translation>
    </message>
    <message>
        <source>Final share</source>
        <translation>Fracción final</translation>
    </message>
    <message>
        <source>Finds its own step size from the steps before, so that a learning rate of 1 serves.</source>
        <translation>Halla su propio tamaño de paso a partir de los anteriores, de modo que sirve una tasa de aprendizaje de 1.</translation>
    </message>
    <message>
        <source>Fine waves on a bowl: small rates stop in the first of them.</source>
        <translation>Olas finas en un cuenco: las tasas pequeñas se paran en la primera.</translation>
    </message>
    <message>
        <source>First direction</source>
        <translation>Primera dirección</translation>
    </message>
    <message>
        <source>First line</source>
        <translation>Primera línea</translation>
    </message>
    <message>
        <source>First principal component</source>
        <translation>Primera componente principal</translation>
    </message>
    <message>
        <source>First radius Δ</source>
        <translation>Primer radio Δ</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>Primera fila</translation>
    </message>
    <message>
        <source>Fit, with bars</source>
        <translation>Encajar, con bandas</translation>
    </message>
    <message>
        <source>Flatten</source>
        <translation>Aplanado</translation>
    </message>
    <message>
        <source>Flip left and right</source>
        <translation>Reflejar izquierda y derecha</translation>
    </message>
    <message>
        <source>Flip top and bottom</source>
        <translation>Reflejar arriba y abajo</translation>
    </message>
    <message>
        <source>Folded waves</source>
        <translation>Olas plegadas</translation>
    </message>
    <message>
        <source>For every step of the query it finds the steps of the key that resemble it, and mixes their values in that proportion. Connect query, value and key in this order; two inputs are query and value, one input looks at itself.</source>
        <translation>Para cada paso de la consulta encuentra los pasos de la clave que se le parecen, y mezcla sus valores en esa proporción. Conecta consulta, valor y clave en este orden; dos entradas son consulta y valor, una sola se mira a sí misma.</translation>
    </message>
    <message>
        <source>For one layer of linear neurons: the weights follow the error times the input. Unlike the perceptron rule it settles also where no line separates the classes.</source>
        <translation>Para una capa de neuronas lineales: los pesos siguen el error por la entrada. A diferencia de la regla del perceptrón, se estabiliza también donde ninguna recta separa las clases.</translation>
    </message>
    <message>
        <source>For one layer of neurons with the binary step: each mistake moves the weights by the input that caused it. It comes to rest only if a straight line can separate the classes.</source>
        <translation>Para una capa de neuronas con escalón binario: cada error mueve los pesos según la entrada que lo causó. Solo llega al reposo si una recta puede separar las clases.</translation>
    </message>
    <message>
        <source>Forget gate</source>
        <translation>Puerta de olvido</translation>
    </message>
    <message>
        <source>Four hidden layers around a code of two numbers, which can be drawn as a map.</source>
        <translation>Cuatro capas ocultas alrededor de un código de dos números, que se puede dibujar como mapa.</translation>
    </message>
    <message>
        <source>Four minima of the same depth, four saddles and one hilltop between them.</source>
        <translation>Cuatro mínimos igual de hondos, cuatro puntos de silla y una cima entre ellos.</translation>
    </message>
    <message>
        <source>Four minima; one is the lowest, and a walk that meets another stays there.</source>
        <translation>Cuatro mínimos; uno es el más bajo, y un camino que da con otro se queda allí.</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Penalización de frecuencias</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>From 1 the walk ends in the valley at 3.4256. Drag the start, and see where else it can end.</source>
        <translation>Desde 1 el recorrido termina en el valle de 3.4256. Arrastra el inicio y mira dónde más puede terminar.</translation>
    </message>
    <message>
        <source>From how many steps it learns the curvature.</source>
        <translation>De cuántos pasos aprende la curvatura.</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>Desde cero</translation>
    </message>
    <message>
        <source>From {start} to {stop} is no part of axis {axis}, which has {length} elements, counted from 0.</source>
        <translation>De {start} a {stop} no es una parte del eje {axis}, que tiene {length} elementos contados desde 0.</translation>
    </message>
    <message>
        <source>From −1 it ends at −0.8603, another minimum of the same function.</source>
        <translation>Desde −1 termina en −0.8603, otro mínimo de la misma función.</translation>
    </message>
    <message>
        <source>Frozen weights</source>
        <translation>Pesos congelados</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>Función</translation>
    </message>
    <message>
        <source>GELU</source>
        <translation>GELU</translation>
    </message>
    <message>
        <source>GELU by a tanh</source>
        <translation>GELU por tangente hiperbólica</translation>
    </message>
    <message>
        <source>GRU</source>
        <translation>GRU</translation>
    </message>
    <message>
        <source>Gabor</source>
        <translation>Gabor</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>Gaussiana</translation>
    </message>
    <message>
        <source>Gaussian blur</source>
        <translation>Desenfoque gaussiano</translation>
    </message>
    <message>
        <source>Gaussian bumps</source>
        <translation>Montículos gaussianos</translation>
    </message>
    <message>
        <source>Gaussian clouds</source>
        <translation>Nubes gaussianas</translation>
    </message>
    <message>
        <source>Gaussian noise</source>
        <translation>Ruido gaussiano</translation>
    </message>
    <message>
        <source>Gaussian sampling</source>
        <translation>Muestreo gaussiano</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>Generador</translation>
    </message>
    <message>
        <source>Gibbs steps k</source>
        <translation>Pasos de Gibbs k</translation>
    </message>
    <message>
        <source>Give each digit as an image of 8 × 8 × 1, as convolutions need it, and not as 64 numbers.</source>
        <translation>Da cada dígito como imagen de 8 × 8 × 1, como la necesitan las convoluciones, y no como 64 números.</translation>
    </message>
    <message>
        <source>Give every input mean 0 and deviation 1, measured on the training part only; of images, every channel. Inputs of one size let one learning rate serve all weights.</source>
        <translation>Dar a cada entrada media 0 y desviación 1, medidas solo en la parte de entrenamiento; en imágenes, a cada canal. Con entradas del mismo tamaño, una sola tasa de aprendizaje sirve para todos los pesos.</translation>
    </message>
    <message>
        <source>Gives each weight its own step size, from the average and the spread of its gradients. A good first choice.</source>
        <translation>Da a cada peso su propio tamaño de paso, según la media y la dispersión de sus gradientes. Una buena primera elección.</translation>
    </message>
    <message>
        <source>Gives every pixel back as it is.</source>
        <translation>Devuelve cada píxel tal como es.</translation>
    </message>
    <message>
        <source>Gives the same number for every example. With the value 1 it is the bias unit of the old drawings: a dense layer without bias learns one from it. Subtracted from or multiplied with another layer it shifts or scales.</source>
        <translation>Da el mismo número para todos los ejemplos. Con el valor 1 es la unidad de sesgo de los dibujos antiguos: una capa densa sin sesgo aprende uno a partir de ella. Restada de otra capa o multiplicada por ella, la desplaza o la escala.</translation>
    </message>
    <message>
        <source>Gives the same numbers another shape, in the same order: 64 numbers become an image of 8×8×1, or a sequence of 8 steps with 8 numbers.</source>
        <translation>Da otra forma a los mismos números, en el mismo orden: 64 números se vuelven una imagen de 8×8×1, o una secuencia de 8 pasos con 8 números.</translation>
    </message>
    <message>
        <source>Gives the same numbers at every step of a sequence. Between two recurrent layers it hands what the first has read to the second, which writes.</source>
        <translation>Da los mismos números en cada paso de una secuencia. Entre dos capas recurrentes pasa lo que ha leído la primera a la segunda, que escribe.</translation>
    </message>
    <message>
        <source>Global pooling</source>
        <translation>Agrupación global (pooling)</translation>
    </message>
    <message>
        <source>Glorot normal</source>
        <translation>Normal de Glorot</translation>
    </message>
    <message>
        <source>Glorot uniform</source>
        <translation>Uniforme de Glorot</translation>
    </message>
    <message>
        <source>Goldstein–Price</source>
        <translation>Goldstein–Price</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradiente</translation>
    </message>
    <message>
        <source>Gradient descent (SGD)</source>
        <translation>Descenso por gradiente (SGD)</translation>
    </message>
    <message>
        <source>Gradient × input</source>
        <translation>Gradiente × entrada</translation>
    </message>
    <message>
        <source>Greek (Windows)</source>
        <translation>Griego (Windows)</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Group normalisation</source>
        <translation>Normalización por grupos</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Grupos</translation>
    </message>
    <message>
        <source>Groups have different names, and a layer is in one of them at most.</source>
        <translation>Los grupos tienen nombres distintos, y una capa está como mucho en uno de ellos.</translation>
    </message>
    <message>
        <source>Growing waves</source>
        <translation>Olas crecientes</translation>
    </message>
    <message>
        <source>Half a digit</source>
        <translation>Medio dígito</translation>
    </message>
    <message>
        <source>Hard ones first</source>
        <translation>Primero los difíciles</translation>
    </message>
    <message>
        <source>Hard sigmoid</source>
        <translation>Sigmoide rígida</translation>
    </message>
    <message>
        <source>Hard swish</source>
        <translation>Swish rígida</translation>
    </message>
    <message>
        <source>He normal</source>
        <translation>Normal de He</translation>
    </message>
    <message>
        <source>He uniform</source>
        <translation>Uniforme de He</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Cabezas</translation>
    </message>
    <message>
        <source>Hebrew (Windows)</source>
        <translation>Hebreo (Windows)</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Alto</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>Capas ocultas</translation>
    </message>
    <message>
        <source>Hidden state</source>
        <translation>Estado oculto</translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation>Unidades ocultas</translation>
    </message>
    <message>
        <source>Hidden units of each machine, and of each layer of the network that they become.</source>
        <translation>Unidades ocultas de cada máquina, y de cada capa de la red en que se convierten.</translation>
    </message>
    <message>
        <source>Himmelblau</source>
        <translation>Himmelblau</translation>
    </message>
    <message>
        <source>Himmelblau has four minima of the same depth. The start and the optimizer decide which.</source>
        <translation>Himmelblau tiene cuatro mínimos de la misma profundidad. El inicio y el optimizador deciden a cuál se llega.</translation>
    </message>
    <message>
        <source>Hinge</source>
        <translation>Bisagra (hinge)</translation>
    </message>
    <message>
        <source>Hint from layer</source>
        <translation>Pista de la capa</translation>
    </message>
    <message>
        <source>Hint to layer</source>
        <translation>Pista para la capa</translation>
    </message>
    <message>
        <source>How far a step goes, as a share of the range of pixels.</source>
        <translation>Cuánto avanza un paso, como fracción del rango de los píxeles.</translation>
    </message>
    <message>
        <source>How far away a neighbour may be, in words. For each word a smaller distance is drawn as often as this one, so that near ones count more.</source>
        <translation>A qué distancia puede estar una vecina, en palabras. Para cada palabra se sortea una distancia menor con la misma frecuencia que esta, de modo que las cercanas cuentan más.</translation>
    </message>
    <message>
        <source>How far each input of an attacked example is moved, at most, in the units in which the network gets it; 0 for no attack.</source>
        <translation>Cuánto se mueve, como mucho, cada entrada de un ejemplo atacado, en las unidades en que la recibe la red; 0 para no atacar.</translation>
    </message>
    <message>
        <source>How far each step goes along the estimated gradient of the log-likelihood.</source>
        <translation>Cuánto avanza cada paso a lo largo del gradiente estimado de la log-verosimilitud.</translation>
    </message>
    <message>
        <source>How far each step goes. Too small and learning crawls; too large and it jumps over the valley or flies away.</source>
        <translation>Lo lejos que llega cada paso. Si es muy pequeña, el aprendizaje se arrastra; si es muy grande, salta el valle o se dispara.</translation>
    </message>
    <message>
        <source>How far each step of the discriminator goes.</source>
        <translation>Qué tan lejos va cada paso del discriminador.</translation>
    </message>
    <message>
        <source>How far each step of the generator goes.</source>
        <translation>Qué tan lejos va cada paso del generador.</translation>
    </message>
    <message>
        <source>How far the chains go for each estimate of the gradient: the k of CD-k. More steps come closer to the true gradient, and take as much longer.</source>
        <translation>Cuánto avanzan las cadenas para cada estimación del gradiente: la k de CD-k. Con más pasos se acerca más al gradiente verdadero, y tarda otras tantas veces más.</translation>
    </message>
    <message>
        <source>How far the directions reach, as a share of the weights&apos; length.</source>
        <translation>Hasta dónde llegan las direcciones, como parte de la longitud de los pesos.</translation>
    </message>
    <message>
        <source>How far the disease has advanced after a year, from 10 measurements of 442 patients: hard to predict, an R² of 0.5 is good.</source>
        <translation>Cuánto ha avanzado la enfermedad tras un año, a partir de 10 medidas de 442 pacientes: difícil de predecir, un R² de 0.5 es bueno.</translation>
    </message>
    <message>
        <source>How far the first step may go.</source>
        <translation>Lo lejos que puede llegar el primer paso.</translation>
    </message>
    <message>
        <source>How far the window moves each time. Larger strides give smaller results.</source>
        <translation>Cuánto se mueve la ventana cada vez. Con pasos mayores el resultado es más pequeño.</translation>
    </message>
    <message>
        <source>How fast the score of the class changes with each pixel: where the network is sensitive, which is not yet what it saw.</source>
        <translation>Cuánto cambia la puntuación de la clase con cada píxel: dónde la red es sensible, que todavía no es lo que vio.</translation>
    </message>
    <message>
        <source>How large the patch is that each input element paints.</source>
        <translation>Lo grande que es el parche que pinta cada elemento de la entrada.</translation>
    </message>
    <message>
        <source>How large the window is that slides over the input, for each axis.</source>
        <translation>Lo grande que es, en cada eje, la ventana que se desliza sobre la entrada.</translation>
    </message>
    <message>
        <source>How large the window is, for each axis.</source>
        <translation>Lo grande que es la ventana, en cada eje.</translation>
    </message>
    <message>
        <source>How letters are stored. Wrong when accents look strange.</source>
        <translation>Cómo se almacenan las letras. Es errónea si las tildes se ven raras.</translation>
    </message>
    <message>
        <source>How long a curriculum takes: the share grows evenly until then. Each epoch takes as many steps as without one; easy examples come several times.</source>
        <translation>Cuánto dura un currículo: hasta entonces la parte crece de manera uniforme. Cada época da tantos pasos como sin él; los ejemplos fáciles se repiten.</translation>
    </message>
    <message>
        <source>How long both networks learn the labels by backpropagation: the one from the machines, and the same one from chance.</source>
        <translation>Cuánto tiempo aprenden ambas redes las etiquetas por retropropagación: la que viene de las máquinas, y la misma desde el azar.</translation>
    </message>
    <message>
        <source>How long each axis becomes, whatever the factor; 0 leaves it to the factor. It can be smaller too.</source>
        <translation>La longitud que toma cada eje, sea cual sea el factor; 0 lo deja al factor. También puede ser menor.</translation>
    </message>
    <message>
        <source>How long each machine is taught, by CD-1, without any label.</source>
        <translation>Cuánto se enseña a cada máquina, por CD-1, sin ninguna etiqueta.</translation>
    </message>
    <message>
        <source>How long each sequence is. The longer, the more there is to remember.</source>
        <translation>La longitud de cada secuencia. Cuanto más larga, más hay que recordar.</translation>
    </message>
    <message>
        <source>How many brackets are opened, and closed again.</source>
        <translation>Cuántos paréntesis se abren y se vuelven a cerrar.</translation>
    </message>
    <message>
        <source>How many channels the larger result has.</source>
        <translation>Cuántos canales tiene el resultado ampliado.</translation>
    </message>
    <message>
        <source>How many different letters there are.</source>
        <translation>Cuántas letras distintas hay.</translation>
    </message>
    <message>
        <source>How many different words there are; they are numbered from 0.</source>
        <translation>Cuántas palabras distintas hay; se numeran desde 0.</translation>
    </message>
    <message>
        <source>How many digits each number has, with zeros in front; the sum has one more.</source>
        <translation>Cuántos dígitos tiene cada número, con ceros delante; la suma tiene uno más.</translation>
    </message>
    <message>
        <source>How many digits of each class the classifier gets to know the class of; all digits teach the machines.</source>
        <translation>De cuántos dígitos de cada clase conoce el clasificador la clase; todos los dígitos enseñan a las máquinas.</translation>
    </message>
    <message>
        <source>How many digits the numbers have, with zeros in front. No question is asked twice: with two digits there are only 200, or 100 whole rows.</source>
        <translation>Cuántos dígitos tienen los números, con ceros delante. Ninguna pregunta se hace dos veces: con dos dígitos solo hay 200, o 100 filas enteras.</translation>
    </message>
    <message>
        <source>How many drawers there are to look into.</source>
        <translation>Cuántos cajones hay para mirar.</translation>
    </message>
    <message>
        <source>How many examples the gradient of a step is estimated from.</source>
        <translation>Con cuántos ejemplos se estima el gradiente de un paso.</translation>
    </message>
    <message>
        <source>How many kernels each channel has for itself (depth multiplier).</source>
        <translation>Cuántos núcleos tiene cada canal para sí (multiplicador de profundidad).</translation>
    </message>
    <message>
        <source>How many kernels. Each makes one map of where its pattern appears.</source>
        <translation>Cuántos núcleos. Cada uno hace un mapa de dónde aparece su patrón.</translation>
    </message>
    <message>
        <source>How many kinds of brackets there are.</source>
        <translation>Cuántas clases de paréntesis hay.</translation>
    </message>
    <message>
        <source>How many letters there are.</source>
        <translation>Cuántas letras hay.</translation>
    </message>
    <message>
        <source>How many neurons. More units can draw more complicated borders, and can also learn the noise by heart.</source>
        <translation>Cuántas neuronas. Con más unidades las fronteras pueden ser más complicadas, y el ruido se puede aprender de memoria.</translation>
    </message>
    <message>
        <source>How many noisy copies the mean is taken of.</source>
        <translation>De cuántas copias con ruido se toma la media.</translation>
    </message>
    <message>
        <source>How many normally distributed numbers the generator makes a point of.</source>
        <translation>A partir de cuántos números con distribución normal hace un punto el generador.</translation>
    </message>
    <message>
        <source>How many numbers describe one word.</source>
        <translation>Cuántos números describen una palabra.</translation>
    </message>
    <message>
        <source>How many numbers the layer gives.</source>
        <translation>Cuántos números da la capa.</translation>
    </message>
    <message>
        <source>How many numbers the layer remembers from one step to the next.</source>
        <translation>Cuántos números recuerda la capa de un paso al siguiente.</translation>
    </message>
    <message>
        <source>How many numbers the vector of a word has.</source>
        <translation>Cuántos números tiene el vector de una palabra.</translation>
    </message>
    <message>
        <source>How many of the 1797 digits there are, drawn by the seed.</source>
        <translation>Cuántas de las 1797 cifras hay, sorteadas por la semilla.</translation>
    </message>
    <message>
        <source>How many of the sentences are kept aside to watch for overfitting.</source>
        <translation>Cuántas de las frases se apartan para vigilar el sobreajuste.</translation>
    </message>
    <message>
        <source>How many of the sentences are never trained on. Two about one subject stay together, here and there.</source>
        <translation>Con cuántas de las frases nunca se entrena. Dos sobre un mismo tema quedan juntas, aquí y allá.</translation>
    </message>
    <message>
        <source>How many places of the text become examples, where it has more.</source>
        <translation>Cuántos lugares del texto se vuelven ejemplos, si tiene más.</translation>
    </message>
    <message>
        <source>How many points are drawn. More points leave less to chance.</source>
        <translation>Cuántos puntos se generan. Con más puntos, menos queda al azar.</translation>
    </message>
    <message>
        <source>How many sequences are made. More of them leave less to chance.</source>
        <translation>Cuántas secuencias se crean. Cuantas más haya, menos depende del azar.</translation>
    </message>
    <message>
        <source>How many steps the sequence has.</source>
        <translation>Cuántos pasos tiene la secuencia.</translation>
    </message>
    <message>
        <source>How many steps there are before the question.</source>
        <translation>Cuántos pasos hay antes de la pregunta.</translation>
    </message>
    <message>
        <source>How many straight lines each unit takes the largest of.</source>
        <translation>De cuántas rectas toma la mayor cada unidad.</translation>
    </message>
    <message>
        <source>How many symbols of a text are read; of longer ones the beginning. Shorter ones have blanks in front.</source>
        <translation>Cuántos símbolos de un texto se leen; de los más largos, el principio. Los más cortos llevan huecos delante.</translation>
    </message>
    <message>
        <source>How many symbols the network sees before it says the next one.</source>
        <translation>Cuántos símbolos ve la red antes de decir el siguiente.</translation>
    </message>
    <message>
        <source>How many times as long each axis becomes.</source>
        <translation>Cuántas veces más largo se vuelve cada eje.</translation>
    </message>
    <message>
        <source>How many times the same is learned from other random numbers. What only some of them find is chance.</source>
        <translation>Cuántas veces se aprende lo mismo con otros números aleatorios. Lo que solo algunas encuentran es azar.</translation>
    </message>
    <message>
        <source>How many words drawn by chance stand beside each true neighbour.</source>
        <translation>Cuántas palabras sorteadas acompañan a cada vecina verdadera.</translation>
    </message>
    <message>
        <source>How many zeros on each side, for each axis, when the padding is by hand.</source>
        <translation>Cuántos ceros a cada lado, en cada eje, cuando el relleno es a mano.</translation>
    </message>
    <message>
        <source>How much brighter it is below than above, all three columns counting the same.</source>
        <translation>Cuánto más claro es abajo que arriba; las tres columnas cuentan lo mismo.</translation>
    </message>
    <message>
        <source>How much brighter it is below than above, smoothed along the edge.</source>
        <translation>Cuánto más claro es abajo que arriba, suavizado a lo largo del borde.</translation>
    </message>
    <message>
        <source>How much brighter the right is than the left, all three rows counting the same.</source>
        <translation>Cuánto más clara es la derecha que la izquierda; las tres filas cuentan lo mismo.</translation>
    </message>
    <message>
        <source>How much brighter the right is than the left, smoothed along the edge.</source>
        <translation>Cuánto más clara es la derecha que la izquierda, suavizado a lo largo del borde.</translation>
    </message>
    <message>
        <source>How much chance blurs the border. With noise, a perfect score on the training part means that the network has learned the noise.</source>
        <translation>Cuánto emborrona el azar la frontera. Con ruido, un acierto perfecto en el entrenamiento significa que la red ha aprendido el ruido.</translation>
    </message>
    <message>
        <source>How much chance is added to the values that are seen; what is asked for stays without it.</source>
        <translation>Cuánto azar se añade a los valores que se ven; lo que se pregunta no lo lleva.</translation>
    </message>
    <message>
        <source>How much it counts that a hidden layer gives what one of the teacher gives, through a linear map that is learned on the way; 0 for no hint.</source>
        <translation>Cuánto cuenta que una capa oculta dé lo que da una de la maestra, a través de una función lineal que se aprende en el camino; 0 para ninguna pista.</translation>
    </message>
    <message>
        <source>How much narrower the bell is along the stripes: below 1 it is longer.</source>
        <translation>Cuánto más estrecha es la campana a lo largo de las rayas: por debajo de 1 es más larga.</translation>
    </message>
    <message>
        <source>How much of the end of the text is never trained on.</source>
        <translation>Qué parte del final del texto nunca se usa para entrenar.</translation>
    </message>
    <message>
        <source>How much of the last step the next one keeps. It rolls through small bumps and speeds up along long valleys.</source>
        <translation>Cuánto conserva un paso del anterior. Rueda sobre los baches pequeños y se acelera en los valles largos.</translation>
    </message>
    <message>
        <source>How much of the loss is to say what the teacher says, in place of the targets. It counts where there is a teacher.</source>
        <translation>Qué parte de la pérdida es decir lo que dice la maestra, en lugar de los objetivos. Cuenta donde hay una maestra.</translation>
    </message>
    <message>
        <source>How much of the score goes when a patch is covered up. No gradient is needed, but something has to stand where the patch was.</source>
        <translation>Cuánto de la puntuación se pierde al tapar un parche. No hace falta ningún gradiente, pero algo tiene que quedar donde estaba el parche.</translation>
    </message>
    <message>
        <source>How much of the text, before that for the test, is kept aside to watch for overfitting.</source>
        <translation>Qué parte del texto, antes de la de prueba, se aparta para vigilar el sobreajuste.</translation>
    </message>
    <message>
        <source>How much the divergence counts beside the loss. Where that is a binary cross-entropy, 1 divided by the numbers of the output makes both together the evidence lower bound, for each of them.</source>
        <translation>Cuánto cuenta la divergencia junto a la pérdida. Donde esta es una entropía cruzada binaria, 1 dividido por la cantidad de números de la salida hace de ambas la cota inferior de la evidencia, por cada uno de ellos.</translation>
    </message>
    <message>
        <source>How much the neighbours are brighter than the pixel: zero on slopes, large at edges and points.</source>
        <translation>Cuánto más claros son los vecinos que el píxel: cero en los degradados, grande en los bordes y los puntos.</translation>
    </message>
    <message>
        <source>How much this head counts when a network has several.</source>
        <translation>Cuánto cuenta esta salida cuando la red tiene varias.</translation>
    </message>
    <message>
        <source>How often each goes through the text.</source>
        <translation>Cuántas veces recorre el texto cada una.</translation>
    </message>
    <message>
        <source>How often the discriminator learns before the generator does once: the k of the paper.</source>
        <translation>Cuántas veces aprende el discriminador antes de que el generador aprenda una: la k del artículo.</translation>
    </message>
    <message>
        <source>How often the generator learns until the run ends.</source>
        <translation>Cuántas veces aprende el generador hasta que termina la corrida.</translation>
    </message>
    <message>
        <source>How quickly the momentum rises from half of β₁ to β₁.</source>
        <translation>Lo deprisa que el momento sube de la mitad de β₁ a β₁.</translation>
    </message>
    <message>
        <source>How slowly the average of the gradients forgets.</source>
        <translation>Lo despacio que olvida la media de los gradientes.</translation>
    </message>
    <message>
        <source>How slowly the average of the squared gradients forgets.</source>
        <translation>Lo despacio que olvida la media de los gradientes al cuadrado.</translation>
    </message>
    <message>
        <source>How slowly the averages of the squared gradients and steps forget.</source>
        <translation>Lo despacio que olvidan las medias de los gradientes y de los pasos al cuadrado.</translation>
    </message>
    <message>
        <source>How slowly the moving mean and variance follow the batches. Lower it when training takes few steps.</source>
        <translation>Lo despacio que la media y la varianza móviles siguen a los lotes. Bájalo si el entrenamiento da pocos pasos.</translation>
    </message>
    <message>
        <source>How strong the noise is, in the units of what comes in. Standardised data have a standard deviation of 1.</source>
        <translation>Lo fuerte que es el ruido, en las unidades de lo que entra. Los datos estandarizados tienen desviación típica 1.</translation>
    </message>
    <message>
        <source>How the weights begin. Glorot suits sigmoid and tanh, He suits ReLU; with zeros all units stay equal and nothing is learned.</source>
        <translation>Cómo empiezan los pesos. Glorot va bien con sigmoide y tanh, He con ReLU; con ceros todas las unidades quedan iguales y no se aprende nada.</translation>
    </message>
    <message>
        <source>Huber</source>
        <translation>Huber</translation>
    </message>
    <message>
        <source>Hundreds of places without slope</source>
        <translation>Cientos de lugares sin pendiente</translation>
    </message>
    <message>
        <source>Hyperbolic tangent</source>
        <translation>Tangente hiperbólica</translation>
    </message>
    <message>
        <source>IDX files</source>
        <translation>Archivos IDX</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identidad</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>Tamaño de la imagen</translation>
    </message>
    <message>
        <source>Images may come in parts, as folders “train” and “test”: then nothing is drawn for those. Use them where images of one thing are alike, so that the test shows other things.</source>
        <translation>Las imágenes pueden venir en partes, como carpetas «train» y «test»: entonces no se sortea nada para ellas. Úsalas cuando las imágenes de una misma cosa se parecen, para que la prueba muestre otras cosas.</translation>
    </message>
    <message>
        <source>Images of your own, in a folder for each class, or as IDX, .npz or CIFAR files.</source>
        <translation>Imágenes propias, en una carpeta por clase, o como archivos IDX, .npz o CIFAR.</translation>
    </message>
    <message>
        <source>Images of {shape} cannot be shifted by {shift} pixels: nothing of them would be left. Shift by less.</source>
        <translation>Las imágenes de {shape} no se pueden desplazar {shift} píxeles: no quedaría nada de ellas. Desplázalas menos.</translation>
    </message>
    <message>
        <source>Images that lie beside the folders of the classes are left out: {count}, as {name}.</source>
        <translation>Se omiten las imágenes que están junto a las carpetas de las clases: {count}, como {name}.</translation>
    </message>
    <message>
        <source>Images that {table} gives no class are left out: {count}.</source>
        <translation>Se omiten las imágenes a las que {table} no da clase: {count}.</translation>
    </message>
    <message>
        <source>Initial weights</source>
        <translation>Pesos iniciales</translation>
    </message>
    <message>
        <source>Inner product</source>
        <translation>Producto interno</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Input gate</source>
        <translation>Puerta de entrada</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Entradas</translation>
    </message>
    <message>
        <source>Integrated gradients</source>
        <translation>Gradientes integrados</translation>
    </message>
    <message>
        <source>Into how many groups the channels are divided. 0 makes each channel a group by itself: instance normalisation.</source>
        <translation>En cuántos grupos se reparten los canales. Con 0 cada canal es un grupo por sí solo: normalización por instancia.</translation>
    </message>
    <message>
        <source>Into how many parts the features are divided, each of which looks by itself. With dense layers for query, key and value before it, and one behind it, that is multi-head attention.</source>
        <translation>En cuántas partes se dividen las características; cada una mira por su cuenta. Con capas densas para consulta, clave y valor delante y otra detrás, es la atención de varias cabezas.</translation>
    </message>
    <message>
        <source>Iris</source>
        <translation>Iris</translation>
    </message>
    <message>
        <source>Is a first name English or Spanish? The network sees it letter by letter. Names that both languages have, as Daniel, were left out.</source>
        <translation>¿Un nombre de pila es inglés o español? La red lo ve letra por letra. Los nombres que tienen ambos idiomas, como Daniel, se dejaron fuera.</translation>
    </message>
    <message>
        <source>Is a tumour malignant or benign? 30 measurements of cell nuclei from 569 patients.</source>
        <translation>¿Un tumor es maligno o benigno? 30 medidas de núcleos celulares de 569 pacientes.</translation>
    </message>
    <message>
        <source>Is every bracket closed by its own kind, in the right order? With one kind counting is enough, with several a stack is needed.</source>
        <translation>¿Cada paréntesis se cierra con el de su clase y en el orden correcto? Con una clase basta contar; con varias hace falta una pila.</translation>
    </message>
    <message>
        <source>Is this the inverse function or a power? Write asin x or 1/sin x.</source>
        <translation>¿Es la función inversa o una potencia? Escribe asin x o 1/sin x.</translation>
    </message>
    <message>
        <source>It changes along α.</source>
        <translation>Cambia a lo largo de α.</translation>
    </message>
    <message>
        <source>It changes along β.</source>
        <translation>Cambia a lo largo de β.</translation>
    </message>
    <message>
        <source>It depends on how many examples there are.</source>
        <translation>Depende de cuántos ejemplos hay.</translation>
    </message>
    <message>
        <source>It divides by zero.</source>
        <translation>Divide entre cero.</translation>
    </message>
    <message>
        <source>It does not begin with zeros.</source>
        <translation>No empieza con ceros.</translation>
    </message>
    <message>
        <source>It flew away: the numbers grew without bound.</source>
        <translation>Se escapó: los números crecieron sin límite.</translation>
    </message>
    <message>
        <source>It gives whole numbers or truth values, and layers of Ladera give decimals.</source>
        <translation>Da números enteros o valores de verdad, y las capas de Ladera dan decimales.</translation>
    </message>
    <message>
        <source>It has come to where the function is not defined.</source>
        <translation>Ha llegado a donde la función no está definida.</translation>
    </message>
    <message>
        <source>It has no axis {axis}.</source>
        <translation>No tiene ningún eje {axis}.</translation>
    </message>
    <message>
        <source>It has no lowest point: y falls for ever, by the same step each time.</source>
        <translation>No tiene punto más bajo: y baja para siempre, el mismo paso cada vez.</translation>
    </message>
    <message>
        <source>It is 0: the unit is where its activation function is flat, and nothing comes back through it.</source>
        <translation>Es 0: la unidad está donde su función de activación es plana, y por ella no vuelve nada.</translation>
    </message>
    <message>
        <source>It is at a degenerate point: the gradient is almost zero, and so is a curvature, so that the Hessian does not tell what it is.</source>
        <translation>Está en un punto degenerado: el gradiente es casi cero y una curvatura también, así que la hessiana no dice qué es.</translation>
    </message>
    <message>
        <source>It is at a maximum where the function is not smooth: it falls in every direction, and the gradient jumps.</source>
        <translation>Está en un máximo donde la función no es suave: baja en todas las direcciones y el gradiente salta.</translation>
    </message>
    <message>
        <source>It is at a maximum without curvature in some direction: the gradient is almost zero, but around it nothing is higher.</source>
        <translation>Está en un máximo sin curvatura en alguna dirección: el gradiente es casi cero, y a su alrededor nada es más alto.</translation>
    </message>
    <message>
        <source>It is at a maximum: the gradient is almost zero, but the function falls in every direction.</source>
        <translation>Está en un máximo: el gradiente es casi cero, pero la función baja en todas las direcciones.</translation>
    </message>
    <message>
        <source>It is at a minimum where the function is not smooth: it rises in every direction, and the gradient jumps.</source>
        <translation>Está en un mínimo donde la función no es suave: sube en todas las direcciones y el gradiente salta.</translation>
    </message>
    <message>
        <source>It is at a minimum without curvature in some direction: around it nothing is lower.</source>
        <translation>Está en un mínimo sin curvatura en alguna dirección: a su alrededor nada es más bajo.</translation>
    </message>
    <message>
        <source>It is at a minimum: the function rises in every direction.</source>
        <translation>Está en un mínimo: la función sube en todas las direcciones.</translation>
    </message>
    <message>
        <source>It is at a point where the function is not smooth: there the gradient jumps, and never becomes small.</source>
        <translation>Está en un punto donde la función no es suave: ahí el gradiente salta y nunca se hace pequeño.</translation>
    </message>
    <message>
        <source>It is at a pole: beside it the function grows without bound.</source>
        <translation>Está en un polo: a su lado la función crece sin límite.</translation>
    </message>
    <message>
        <source>It is at a saddle of index {index}: the gradient is almost zero, but the way down goes on.</source>
        <translation>Está en un punto de silla de índice {index}: el gradiente es casi cero, pero la bajada sigue.</translation>
    </message>
    <message>
        <source>It is at one of a whole line of critical points: along it the function is level.</source>
        <translation>Está en uno de toda una línea de puntos críticos: a lo largo de ella la función es plana.</translation>
    </message>
    <message>
        <source>It is at one of a whole line of maxima: the function falls to both sides of the line, and is level along it.</source>
        <translation>Está en uno de toda una línea de máximos: la función baja a ambos lados de la línea y es plana a lo largo de ella.</translation>
    </message>
    <message>
        <source>It is at one of a whole line of minima: the function rises to both sides of the line, and is level along it.</source>
        <translation>Está en uno de toda una línea de mínimos: la función sube a ambos lados de la línea y es plana a lo largo de ella.</translation>
    </message>
    <message>
        <source>It is near a degenerate point, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de un punto degenerado, pero no en él: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a maximum, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de un máximo, pero no en él: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a minimum, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de un mínimo, pero no en él: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a point where the function is not smooth, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de un punto donde la función no es suave, pero no en él: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a pole, beside which the function grows without bound.</source>
        <translation>Está cerca de un polo, junto al cual la función crece sin límite.</translation>
    </message>
    <message>
        <source>It is near a saddle of index {index}, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de un punto de silla de índice {index}, pero no en él: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a whole line of critical points, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de toda una línea de puntos críticos, pero no en ella: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is near a whole line of minima, but not at it: the gradient is {gradient:.3g}.</source>
        <translation>Está cerca de toda una línea de mínimos, pero no en ella: el gradiente es {gradient:.3g}.</translation>
    </message>
    <message>
        <source>It is on a slope: the gradient is {gradient:.3g}, and no critical point is near.</source>
        <translation>Está en una ladera: el gradiente es {gradient:.3g} y no hay ningún punto crítico cerca.</translation>
    </message>
    <message>
        <source>It is used in a way that Ladera does not know: {detail}.</source>
        <translation>Se usa de una manera que Ladera no conoce: {detail}.</translation>
    </message>
    <message>
        <source>It is where the function is level: the gradient is zero here and all around.</source>
        <translation>Está donde la función es plana: el gradiente es cero aquí y a su alrededor.</translation>
    </message>
    <message>
        <source>It leaps from wall to wall: just below the limit 2/λ = 0.2, beyond which no walk converges.</source>
        <translation>Salta de una pared a otra: está justo por debajo del límite 2/λ = 0.2, más allá del cual ningún recorrido converge.</translation>
    </message>
    <message>
        <source>It leaves one number of each example, without an axis.</source>
        <translation>Deja un solo número de cada ejemplo, sin ejes.</translation>
    </message>
    <message>
        <source>It makes {count} numbers out of constants; at most {most} are computed.</source>
        <translation>Produce {count} números a partir de constantes; se calculan como máximo {most}.</translation>
    </message>
    <message>
        <source>It needs a mean and a logarithm of the variance for each number of the code, which is an even number of units, but {units} come in.</source>
        <translation>Necesita una media y un logaritmo de la varianza por cada número del código, es decir, un número par de unidades, pero entran {units}.</translation>
    </message>
    <message>
        <source>It reads a row of symbols, and {shape} comes in. Put it before the Embedding.</source>
        <translation>Lee una fila de símbolos, y entra {shape}. Ponla antes de la capa Embedding.</translation>
    </message>
    <message>
        <source>It reads numbers of words, from 0 to {last}, and the data have {value}. Give it a larger vocabulary; or, if the data were standardised, switch that off.</source>
        <translation>Lee números de palabras, de 0 a {last}, y los datos tienen {value}. Dale un vocabulario mayor o, si los datos se estandarizaron, desactívalo.</translation>
    </message>
    <message>
        <source>It reads sequences, steps × features, and {shape} comes in.</source>
        <translation>Lee secuencias, pasos × características, y entra {shape}.</translation>
    </message>
    <message>
        <source>It reads sequences, steps × features, and {shape} comes in. A Reshape layer makes n numbers a sequence of n×1; an Embedding layer makes words one.</source>
        <translation>Lee secuencias, pasos × características, y llega {shape}. Una capa Cambio de forma convierte n números en una secuencia de n×1; una capa Embedding lo hace con palabras.</translation>
    </message>
    <message>
        <source>It repeats a row of numbers, and {shape} comes in. Put a Flatten layer before it.</source>
        <translation>Repite una fila de números, y llega {shape}. Pon antes una capa Aplanado.</translation>
    </message>
    <message>
        <source>It rounds numbers to fewer digits.</source>
        <translation>Redondea los números a menos cifras.</translation>
    </message>
    <message>
        <source>It skips steps of sequences, steps × features, and {shape} comes in.</source>
        <translation>Se salta pasos de secuencias, pasos × características, y entra {shape}.</translation>
    </message>
    <message>
        <source>It slides over {axes} axes with channels in a last one, but {came} comes in. A Reshape layer can give it that shape.</source>
        <translation>Se desliza sobre {axes} ejes con los canales en uno último, pero llega {came}. Una capa Cambio de forma puede dársela.</translation>
    </message>
    <message>
        <source>It takes a sequence and, to begin with, {count} states; {given} more inputs are connected.</source>
        <translation>Recibe una secuencia y, para empezar, {count} estados; entradas conectadas además: {given}.</translation>
    </message>
    <message>
        <source>It takes an axis apart into more than {most} pieces.</source>
        <translation>Divide un eje en más de {most} partes.</translation>
    </message>
    <message>
        <source>It takes at most {most} steps, and {steps} come in. Cut the sequences shorter.</source>
        <translation>Admite {most} pasos como mucho, y llegan {steps}. Acorta las secuencias.</translation>
    </message>
    <message>
        <source>It takes nothing of an axis.</source>
        <translation>No toma nada de un eje.</translation>
    </message>
    <message>
        <source>It takes numbers along other axes than the last.</source>
        <translation>Toma números a lo largo de ejes que no son el último.</translation>
    </message>
    <message>
        <source>It takes one input, and a second that says which steps count where it skips steps; {count} are connected.</source>
        <translation>Toma una entrada, y una segunda que dice qué pasos cuentan cuando se salta pasos; hay {count} conectadas.</translation>
    </message>
    <message>
        <source>It takes query, value and key; {count} inputs are connected.</source>
        <translation>Recibe consulta, valor y clave; hay {count} entradas conectadas.</translation>
    </message>
    <message>
        <source>It takes two inputs, the one to divide and the one to divide by; {count} are connected.</source>
        <translation>Necesita dos entradas, la que se divide y aquella entre la que se divide; hay {count} conectadas.</translation>
    </message>
    <message>
        <source>It takes two inputs, the one to subtract from and the one to subtract; {count} are connected.</source>
        <translation>Recibe dos entradas, el minuendo y el sustraendo; hay {count} conectadas.</translation>
    </message>
    <message>
        <source>It turns round at most {most} elements, and axis {axis} has {length}.</source>
        <translation>Invierte como máximo {most} elementos, y el eje {axis} tiene {length}.</translation>
    </message>
    <message>
        <source>It works on images only.</source>
        <translation>Solo trabaja con imágenes.</translation>
    </message>
    <message>
        <source>It works on the examples, not inside each.</source>
        <translation>Actúa sobre los ejemplos, no dentro de cada uno.</translation>
    </message>
    <message>
        <source>It works on weights only.</source>
        <translation>Actúa solo sobre pesos.</translation>
    </message>
    <message>
        <source>It would need {count} numbers of its own.</source>
        <translation>Necesitaría {count} números propios.</translation>
    </message>
    <message>
        <source>Its call is given {count} arguments.</source>
        <translation>Su llamada recibe {count} argumentos.</translation>
    </message>
    <message>
        <source>Its call is given “{argument}” too.</source>
        <translation>Su llamada recibe también «{argument}».</translation>
    </message>
    <message>
        <source>Its inputs may differ in the last axis only, but {first} meets {other}.</source>
        <translation>Sus entradas solo pueden diferir en el último eje, pero {first} se encuentra con {other}.</translation>
    </message>
    <message>
        <source>Its inputs must be sequences, steps × features, and {shape} comes in.</source>
        <translation>Sus entradas deben ser secuencias, pasos × características, y llega {shape}.</translation>
    </message>
    <message>
        <source>Its inputs must have the same shape, but {first} meets {other}. Only an axis of length 1 fits any other.</source>
        <translation>Sus entradas deben tener la misma forma, pero {first} se encuentra con {other}. Solo un eje de longitud 1 encaja con cualquier otro.</translation>
    </message>
    <message>
        <source>Its last input says which steps are read, a number for each of {steps}, and {shape} comes in.</source>
        <translation>Su última entrada dice qué pasos se leen, un número para cada uno de los {steps}, y llega {shape}.</translation>
    </message>
    <message>
        <source>Its loss needs one unit per class, at least {fewest}, but {units} comes in. Give the layer before it one unit per class, or choose the loss for two classes.</source>
        <translation>Su pérdida necesita una unidad por clase, al menos {fewest}, pero llega {units}. Da a la capa anterior una unidad por clase, o elige la pérdida para dos clases.</translation>
    </message>
    <message>
        <source>Its output number {place} is read.</source>
        <translation>Se lee su salida número {place}.</translation>
    </message>
    <message>
        <source>Its padding would mirror {pad} elements at the edges, and {came} comes in: every axis needs one more than are mirrored. Make the window smaller, or pad with zeros.</source>
        <translation>Su relleno reflejaría {pad} elementos en los bordes, y entra {came}: cada eje necesita uno más de los que se reflejan. Haz la ventana más pequeña, o rellena con ceros.</translation>
    </message>
    <message>
        <source>Its partition function is a sum over all states of the hidden units; with more than {most} of them that takes too long.</source>
        <translation>Su función de partición es una suma sobre todos los estados de las unidades ocultas; con más de {most} tarda demasiado.</translation>
    </message>
    <message>
        <source>Its sequences have lengths of their own.</source>
        <translation>Cada una de sus secuencias tiene su propia longitud.</translation>
    </message>
    <message>
        <source>Its setting {setting} is another.</source>
        <translation>Su ajuste {setting} es otro.</translation>
    </message>
    <message>
        <source>Its weights are computed by other layers.</source>
        <translation>Sus pesos los calculan otras capas.</translation>
    </message>
    <message>
        <source>Its weights are no matrix.</source>
        <translation>Sus pesos no son una matriz.</translation>
    </message>
    <message>
        <source>Its weights have another length than {shape}.</source>
        <translation>Sus pesos tienen una longitud que no es la de {shape}.</translation>
    </message>
    <message>
        <source>Its weights would have to be {needed}; {name} has {there} there.</source>
        <translation>Sus pesos tendrían que ser {needed}; allí {name} tiene {there}.</translation>
    </message>
    <message>
        <source>Its window of {window} does not fit into {came}. Make it smaller, or pad.</source>
        <translation>Su ventana de {window} no cabe en {came}. Hazla más pequeña, o añade relleno.</translation>
    </message>
    <message>
        <source>Its window of {window} would see nothing but padding at the edges. Pad with less than the window, or make it larger.</source>
        <translation>Su ventana de {window} no vería más que relleno en los bordes. Rellena con menos que la ventana, o hazla más grande.</translation>
    </message>
    <message>
        <source>Its window slides along {axes} axes.</source>
        <translation>Su ventana se desliza a lo largo de {axes} ejes.</translation>
    </message>
    <message>
        <source>Its {groups} groups do not divide {channels} channels and {filters} filters evenly.</source>
        <translation>Sus {groups} grupos no reparten por igual {channels} canales y {filters} filtros.</translation>
    </message>
    <message>
        <source>Its {groups} groups do not divide {channels} channels evenly.</source>
        <translation>Sus {groups} grupos no reparten {channels} canales en partes iguales.</translation>
    </message>
    <message>
        <source>Its {heads} heads do not divide {count} features evenly.</source>
        <translation>Sus {heads} cabezas no dividen por igual {count} características.</translation>
    </message>
    <message>
        <source>Its {role} should be {wanted}; it is {given}.</source>
        <translation>Su {role} debería ser {wanted}; es {given}.</translation>
    </message>
    <message>
        <source>Japanese (EUC-JP)</source>
        <translation>Japonés (EUC-JP)</translation>
    </message>
    <message>
        <source>Japanese (Shift-JIS)</source>
        <translation>Japonés (Shift-JIS)</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Temblor</translation>
    </message>
    <message>
        <source>Jumps to the lowest point of the parabola that fits the loss here, as far as it trusts it. For small networks; sees all examples in each step.</source>
        <translation>Salta al punto más bajo de la parábola que se ajusta aquí a la pérdida, hasta donde se fía de ella. Para redes pequeñas; ve todos los ejemplos en cada paso.</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>Divergencia KL</translation>
    </message>
    <message>
        <source>KL weight β</source>
        <translation>Peso KL β</translation>
    </message>
    <message>
        <source>Keep the rest</source>
        <translation>Conservar el resto</translation>
    </message>
    <message>
        <source>Keeps one number of each whole map. It replaces Flatten and takes images of any size.</source>
        <translation>Conserva un número de cada mapa entero. Sustituye a Aplanado y admite imágenes de cualquier tamaño.</translation>
    </message>
    <message>
        <source>Keras model</source>
        <translation>Modelo de Keras</translation>
    </message>
    <message>
        <source>Keras program</source>
        <translation>Programa de Keras</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Clases</translation>
    </message>
    <message>
        <source>Korean (EUC-KR)</source>
        <translation>Coreano (EUC-KR)</translation>
    </message>
    <message>
        <source>L-BFGS</source>
        <translation>L-BFGS</translation>
    </message>
    <message>
        <source>L1 penalty</source>
        <translation>Penalización L1</translation>
    </message>
    <message>
        <source>L2 penalty</source>
        <translation>Penalización L2</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>LSTM network</source>
        <translation>Red LSTM</translation>
    </message>
    <message>
        <source>Labels of each digit</source>
        <translation>Etiquetas de cada dígito</translation>
    </message>
    <message>
        <source>Ladera project</source>
        <translation>Proyecto de Ladera</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>Laplaciano</translation>
    </message>
    <message>
        <source>Large steps find the valley, small ones its floor: how the learning rate changes while training goes on.</source>
        <translation>Los pasos grandes encuentran el valle, los pequeños su fondo: cómo cambia la tasa de aprendizaje a lo largo del entrenamiento.</translation>
    </message>
    <message>
        <source>Largest and smallest</source>
        <translation>El mayor y el menor</translation>
    </message>
    <message>
        <source>Largest curvature</source>
        <translation>Mayor curvatura</translation>
    </message>
    <message>
        <source>Layer normalisation</source>
        <translation>Normalización por capa</translation>
    </message>
    <message>
        <source>Layer {name} is of an unknown kind, “{kind}”. There are {known}.</source>
        <translation>La capa {name} es de un tipo desconocido, «{kind}». Existen {known}.</translation>
    </message>
    <message>
        <source>Lays the numbers of an image or a sequence in one row, so that a dense layer can read them.</source>
        <translation>Pone los números de una imagen o de una secuencia en una fila, para que los lea una capa densa.</translation>
    </message>
    <message>
        <source>Lazy Adam</source>
        <translation>Adam perezoso</translation>
    </message>
    <message>
        <source>LeNet-5</source>
        <translation>LeNet-5</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>ReLU con fuga</translation>
    </message>
    <message>
        <source>Learned scale and shift</source>
        <translation>Escala y desplazamiento aprendidos</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasa de aprendizaje</translation>
    </message>
    <message>
        <source>Learning rate of D</source>
        <translation>Tasa de aprendizaje de D</translation>
    </message>
    <message>
        <source>Learning rate of G</source>
        <translation>Tasa de aprendizaje de G</translation>
    </message>
    <message>
        <source>Learning rate over time</source>
        <translation>Tasa de aprendizaje en el tiempo</translation>
    </message>
    <message>
        <source>Learns</source>
        <translation>Aprende</translation>
    </message>
    <message>
        <source>Learns the curvature of the whole loss from how the gradient changes, and soon steps almost like Newton&apos;s method. For small networks; sees all examples in each step.</source>
        <translation>Aprende la curvatura de toda la pérdida por cómo cambia el gradiente, y pronto da pasos casi como el método de Newton. Para redes pequeñas; ve todos los ejemplos en cada paso.</translation>
    </message>
    <message>
        <source>Leave biases alone</source>
        <translation>No tocar los sesgos</translation>
    </message>
    <message>
        <source>Leave out the row</source>
        <translation>Omitir la fila</translation>
    </message>
    <message>
        <source>Left out: every row has a number of its own, which by its name tells rows apart and nothing else.</source>
        <translation>Queda fuera: cada fila tiene un número propio que, según su nombre, solo distingue las filas.</translation>
    </message>
    <message>
        <source>Left out: every row has a word of its own, which tells rows apart and nothing else.</source>
        <translation>Queda fuera: cada fila tiene una palabra propia, que solo distingue las filas.</translation>
    </message>
    <message>
        <source>Left out: it has {values} different words, and a category has at most {most}.</source>
        <translation>Queda fuera: tiene {values} palabras distintas, y una categoría tiene como máximo {most}.</translation>
    </message>
    <message>
        <source>Left out: it is empty.</source>
        <translation>Queda fuera: está vacía.</translation>
    </message>
    <message>
        <source>Left out: it is the same in every row.</source>
        <translation>Queda fuera: es igual en todas las filas.</translation>
    </message>
    <message>
        <source>Left out: it numbers the rows.</source>
        <translation>Queda fuera: numera las filas.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>Length τ</source>
        <translation>Duración τ</translation>
    </message>
    <message>
        <source>Lengths</source>
        <translation>Longitudes</translation>
    </message>
    <message>
        <source>Lets a part through: some features, some rows of an image, the last steps of a sequence.</source>
        <translation>Deja pasar una parte: algunas características, algunas filas de una imagen, los últimos pasos de una secuencia.</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letra</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>Letras</translation>
    </message>
    <message>
        <source>Letters in a row, a mark, and the same letters again, as far as they are written: which one comes next? Nothing has to be worked out, but each letter kept as long as the row is.</source>
        <translation>Letras en fila, una marca y otra vez las mismas letras, hasta donde están escritas: ¿cuál viene después? No hay nada que calcular, pero hay que guardar cada letra tanto como dura la fila.</translation>
    </message>
    <message>
        <source>Letters in a row, a mark, and the same letters backwards, as far as they are written: which one comes next?</source>
        <translation>Letras en fila, una marca y las mismas letras al revés, hasta donde están escritas: ¿cuál sigue?</translation>
    </message>
    <message>
        <source>Letters in a row, a mark, and the same letters in alphabetical order, as far as they are written: which one comes next?</source>
        <translation>Letras en fila, una marca y las mismas letras en orden alfabético, hasta donde están escritas: ¿cuál viene después?</translation>
    </message>
    <message>
        <source>Light from one side</source>
        <translation>Luz de un lado</translation>
    </message>
    <message>
        <source>Light from one side: edges that face it are bright. It is not the same turned round, so that convolution and cross-correlation differ.</source>
        <translation>Luz de un lado: los bordes que la miran son claros. Girado no es el mismo, de modo que la convolución y la correlación cruzada difieren.</translation>
    </message>
    <message>
        <source>Like Sobel, with weights for which the direction of an edge comes out most exactly.</source>
        <translation>Como el de Sobel, con los pesos con los que la dirección de un borde resulta más exacta.</translation>
    </message>
    <message>
        <source>Line {line} does not end like the line of a table: perhaps a quotation mark is not closed, or the file is no table.</source>
        <translation>La línea {line} no termina como la de una tabla: quizá hay unas comillas sin cerrar, o el archivo no es una tabla.</translation>
    </message>
    <message>
        <source>Line {line} has {found} cells and the first has {expected}. Correct that line, or choose another delimiter.</source>
        <translation>La línea {line} tiene {found} celdas y la primera tiene {expected}. Corrige esa línea, o elige otro separador.</translation>
    </message>
    <message>
        <source>Line {line} holds a cell too long for a table: perhaps a quotation mark is not closed.</source>
        <translation>La línea {line} tiene una celda demasiado larga para una tabla: quizá hay unas comillas sin cerrar.</translation>
    </message>
    <message>
        <source>Line {line}, column “{column}”: “{cell}” is not a finite number, or is too large. Correct it, leave the column out, or treat it as a category.</source>
        <translation>Línea {line}, columna «{column}»: «{cell}» no es un número finito, o es demasiado grande. Corrígelo, omite la columna, o trátala como categoría.</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Linear decay</source>
        <translation>Decaimiento lineal</translation>
    </message>
    <message>
        <source>Linear from corner to corner</source>
        <translation>Lineal de esquina a esquina</translation>
    </message>
    <message>
        <source>Linear regression</source>
        <translation>Regresión lineal</translation>
    </message>
    <message>
        <source>Local minima</source>
        <translation>Mínimos locales</translation>
    </message>
    <message>
        <source>Log-softmax</source>
        <translation>Log-softmax</translation>
    </message>
    <message>
        <source>Logistic regression</source>
        <translation>Regresión logística</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>Texto más largo</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Pérdida</translation>
    </message>
    <message>
        <source>Loss of the generator</source>
        <translation>Pérdida del generador</translation>
    </message>
    <message>
        <source>Loss weight</source>
        <translation>Peso de la pérdida</translation>
    </message>
    <message>
        <source>Lévy 13</source>
        <translation>Lévy 13</translation>
    </message>
    <message>
        <source>Made on the spot from the seed, with the formulas of TensorFlow Playground.</source>
        <translation>Se generan en el momento a partir de la semilla, con las fórmulas de TensorFlow Playground.</translation>
    </message>
    <message>
        <source>Made on the spot from the seed.</source>
        <translation>Creado al momento a partir de la semilla.</translation>
    </message>
    <message>
        <source>Made smaller, from {before} to {after} pixels, by means of the stored values.</source>
        <translation>Reducida de {before} a {after} píxeles, con medias de los valores guardados.</translation>
    </message>
    <message>
        <source>Makes a sequence longer by repeating its steps or by drawing lines between them.</source>
        <translation>Alarga una secuencia repitiendo sus pasos o trazando rectas entre ellos.</translation>
    </message>
    <message>
        <source>Makes a sequence longer: every step paints a stretch, and the stretches add up.</source>
        <translation>Alarga una secuencia: cada paso pinta un tramo, y los tramos se suman.</translation>
    </message>
    <message>
        <source>Makes a sequence shorter, by keeping one number of each window.</source>
        <translation>Acorta una secuencia: conserva un número de cada ventana.</translation>
    </message>
    <message>
        <source>Makes an image larger by repeating its numbers or by drawing lines between them. With a convolution after it, it does what a transposed convolution does, without its checkerboards.</source>
        <translation>Agranda una imagen repitiendo sus números o trazando rectas entre ellos. Con una convolución detrás hace lo que una convolución transpuesta, sin sus tableros de ajedrez.</translation>
    </message>
    <message>
        <source>Makes an image larger: every element paints a patch, and the patches add up.</source>
        <translation>Amplía una imagen: cada elemento pinta un parche, y los parches se suman.</translation>
    </message>
    <message>
        <source>Makes an image smaller and less sensitive to small shifts, by keeping one number of each window.</source>
        <translation>Hace una imagen más pequeña y menos sensible a pequeños desplazamientos: conserva un número de cada ventana.</translation>
    </message>
    <message>
        <source>Many valleys, ever narrower toward larger y: neighbouring starts end far apart.</source>
        <translation>Muchos valles, cada vez más estrechos hacia y mayores: comienzos vecinos acaban muy lejos.</translation>
    </message>
    <message>
        <source>Many valleys: neighbouring starts end far apart. Ask for the basins.</source>
        <translation>Muchos valles: inicios vecinos terminan muy lejos uno de otro. Pide las cuencas.</translation>
    </message>
    <message>
        <source>Many vectors of {size} weights are rows of an array of the shape {needed}; this one has the shape {shape}.</source>
        <translation>Varios vectores de {size} pesos son filas de un arreglo de la forma {needed}; este tiene la forma {shape}.</translation>
    </message>
    <message>
        <source>Maps of each channel</source>
        <translation>Mapas por canal</translation>
    </message>
    <message>
        <source>Margins are for examples of one class each, and these have none. Choose another order of the examples.</source>
        <translation>Los márgenes son para ejemplos de una clase cada uno, y estos no tienen ninguna. Elige otro orden de los ejemplos.</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Máscara</translation>
    </message>
    <message>
        <source>Matrix product</source>
        <translation>Producto de matrices</translation>
    </message>
    <message>
        <source>Matyas</source>
        <translation>Matyas</translation>
    </message>
    <message>
        <source>Max pooling</source>
        <translation>Agrupación por máximo</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Máximo</translation>
    </message>
    <message>
        <source>Maxout</source>
        <translation>Maxout</translation>
    </message>
    <message>
        <source>McCormick</source>
        <translation>McCormick</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>Error absoluto medio</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>Error cuadrático medio</translation>
    </message>
    <message>
        <source>Memory cell</source>
        <translation>Celda de memoria</translation>
    </message>
    <message>
        <source>Memory m</source>
        <translation>Memoria m</translation>
    </message>
    <message>
        <source>Memory task</source>
        <translation>Tarea de memoria</translation>
    </message>
    <message>
        <source>Min pooling</source>
        <translation>Agrupación por mínimo</translation>
    </message>
    <message>
        <source>Minima and saddles</source>
        <translation>Mínimos y puntos de silla</translation>
    </message>
    <message>
        <source>Minimax is what the theory is about; where the discriminator is sure, its gradient goes to zero. Non-saturating has the same aim, and its gradient is largest there.</source>
        <translation>De minimax trata la teoría; donde el discriminador está seguro, su gradiente tiende a cero. La no saturante busca lo mismo, y su gradiente es máximo ahí.</translation>
    </message>
    <message>
        <source>Minimax, ln (1 − D)</source>
        <translation>Minimax, ln (1 − D)</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>Mínimo</translation>
    </message>
    <message>
        <source>Mirrored (reflect)</source>
        <translation>Reflejado (reflect)</translation>
    </message>
    <message>
        <source>Mish</source>
        <translation>Mish</translation>
    </message>
    <message>
        <source>Missing values</source>
        <translation>Valores que faltan</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Momentum in a trough</source>
        <translation>Momento en una artesa</translation>
    </message>
    <message>
        <source>Momentum of the averages</source>
        <translation>Momento de las medias</translation>
    </message>
    <message>
        <source>Momentum that looks ahead: it corrects the velocity with the gradient where it is about to be.</source>
        <translation>Momento que mira adelante: corrige la velocidad con el gradiente del lugar al que va a llegar.</translation>
    </message>
    <message>
        <source>Monkey saddle</source>
        <translation>Silla de mono</translation>
    </message>
    <message>
        <source>Month first: 12/31/2025</source>
        <translation>Primero el mes: 12/31/2025</translation>
    </message>
    <message>
        <source>More at the end</source>
        <translation>Más al final</translation>
    </message>
    <message>
        <source>Multilayer perceptron</source>
        <translation>Perceptrón multicapa</translation>
    </message>
    <message>
        <source>Multiplies layers of equal shape, number by number. After a sigmoid, one input becomes a gate for the other; a gate of 1×1×8 opens and closes the 8 channels of an image.</source>
        <translation>Multiplica capas de igual forma, número a número. Tras una sigmoide, una entrada se vuelve una puerta para la otra; una puerta de 1×1×8 abre y cierra los 8 canales de una imagen.</translation>
    </message>
    <message>
        <source>Multiply</source>
        <translation>Producto</translation>
    </message>
    <message>
        <source>Muted units</source>
        <translation>Unidades silenciadas</translation>
    </message>
    <message>
        <source>Nadam</source>
        <translation>Nadam</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <source>Names of the columns</source>
        <translation>Nombres de las columnas</translation>
    </message>
    <message>
        <source>Neither folders nor names, as {name}, tell classes apart. Put the images of each class into a folder of its own.</source>
        <translation>Ni las carpetas ni los nombres, como {name}, distinguen clases. Pon las imágenes de cada clase en una carpeta propia.</translation>
    </message>
    <message>
        <source>Nesterov momentum</source>
        <translation>Momento de Nesterov</translation>
    </message>
    <message>
        <source>Newton</source>
        <translation>Newton</translation>
    </message>
    <message>
        <source>Nine clouds in a square</source>
        <translation>Nueve nubes en cuadro</translation>
    </message>
    <message>
        <source>Nine places without slope</source>
        <translation>Nueve lugares sin pendiente</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at {address}. Check the address, or choose this computer.</source>
        <translation>Ningún planificador de Dask responde en {address}. Revisa la dirección, o elige esta computadora.</translation>
    </message>
    <message>
        <source>No column can serve as input beside the target “{column}”: one is needed that holds numbers or at most {most} different words, not always the same.</source>
        <translation>Ninguna columna puede servir de entrada junto al objetivo «{column}»: hace falta una con números o con {most} palabras distintas como mucho, y que no sean siempre las mismas.</translation>
    </message>
    <message>
        <source>No column of {table} tells the images apart: one is needed with 2 to {most} different words.</source>
        <translation>Ninguna columna de {table} distingue las imágenes: hace falta una con 2 a {most} palabras distintas.</translation>
    </message>
    <message>
        <source>No data were given for {name}.</source>
        <translation>No se dieron datos para {name}.</translation>
    </message>
    <message>
        <source>No example of the training part has a value for “{column}”. Leave that column out, or use more examples for training.</source>
        <translation>Ningún ejemplo de la parte de entrenamiento tiene un valor en «{column}». Omite esa columna, o usa más ejemplos para entrenar.</translation>
    </message>
    <message>
        <source>No examples were given as {key}.</source>
        <translation>No se dieron ejemplos con el nombre {key}.</translation>
    </message>
    <message>
        <source>No layer fits this network. {layer}: {reason}</source>
        <translation>Ninguna capa encaja en esta red. {layer}: {reason}</translation>
    </message>
    <message>
        <source>No layer takes any weights. Choose at least one.</source>
        <translation>Ninguna capa toma pesos. Elige al menos una.</translation>
    </message>
    <message>
        <source>No layer there that is left has the weights it needs: {needed}.</source>
        <translation>Ninguna capa libre de allí tiene los pesos que necesita: {needed}.</translation>
    </message>
    <message>
        <source>Nobody has kept what the last step changed: of more than a million weights, and of earlier moments, it is not known.</source>
        <translation>Nadie guardó lo que cambió el último paso: con más de un millón de pesos, y en momentos anteriores, no se conoce.</translation>
    </message>
    <message>
        <source>Nobody knows what {name} should say of these examples: there is no loss.</source>
        <translation>No se sabe qué debería decir {name} de estos ejemplos: no hay pérdida.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Ruido</translation>
    </message>
    <message>
        <source>Noise (%)</source>
        <translation>Ruido (%)</translation>
    </message>
    <message>
        <source>Noise becomes a ring</source>
        <translation>El ruido se vuelve un anillo</translation>
    </message>
    <message>
        <source>Noise comes to the inputs while it trains, and it learns to give them back without (Vincent et al. 2008).</source>
        <translation>Mientras se entrena se añade ruido a las entradas, y aprende a devolverlas sin él (Vincent et al. 2008).</translation>
    </message>
    <message>
        <source>Noise inputs</source>
        <translation>Entradas de ruido</translation>
    </message>
    <message>
        <source>Noise on the inputs</source>
        <translation>Ruido en las entradas</translation>
    </message>
    <message>
        <source>Noise on the weights</source>
        <translation>Ruido en los pesos</translation>
    </message>
    <message>
        <source>Noise words</source>
        <translation>Palabras de ruido</translation>
    </message>
    <message>
        <source>Non-saturating, −ln D</source>
        <translation>No saturante, −ln D</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>None (valid)</source>
        <translation>Ninguno (valid)</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Not smooth here</source>
        <translation>Aquí no es suave</translation>
    </message>
    <message>
        <source>Nothing is connected to the input of {name}.</source>
        <translation>No hay nada conectado a la entrada de {name}.</translation>
    </message>
    <message>
        <source>NumPy arrays</source>
        <translation>Arreglos de NumPy</translation>
    </message>
    <message>
        <source>NumPy program</source>
        <translation>Programa de NumPy</translation>
    </message>
    <message>
        <source>Number by number</source>
        <translation>Número a número</translation>
    </message>
    <message>
        <source>Numbers in words</source>
        <translation>Números en palabras</translation>
    </message>
    <message>
        <source>Numbers that make an array are needed, and all rows have to be of one length.</source>
        <translation>Se necesitan números que formen un arreglo, con todas las filas de la misma longitud.</translation>
    </message>
    <message>
        <source>ONNX network</source>
        <translation>Red ONNX</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>Oclusión</translation>
    </message>
    <message>
        <source>Of each hidden layer of the discriminator. One that is too weak teaches little.</source>
        <translation>De cada capa oculta del discriminador. Uno demasiado débil enseña poco.</translation>
    </message>
    <message>
        <source>Of each hidden layer of the generator.</source>
        <translation>De cada capa oculta del generador.</translation>
    </message>
    <message>
        <source>Of each of both networks.</source>
        <translation>De cada una de las dos redes.</translation>
    </message>
    <message>
        <source>Of its 16 bits a channel the upper 8.</source>
        <translation>De sus 16 bits por canal, los 8 superiores.</translation>
    </message>
    <message>
        <source>Of more words than that only the most frequent are taken.</source>
        <translation>Si hay más palabras, solo se toman las más frecuentes.</translation>
    </message>
    <message>
        <source>Of real units: how far they lie around their mean, where black is 0 and white is 1. Smaller ones answer to finer differences, and need smaller learning rates.</source>
        <translation>De las unidades reales: cuánto se apartan de su media, donde el negro es 0 y el blanco 1. Las más pequeñas responden a diferencias más finas y necesitan tasas de aprendizaje menores.</translation>
    </message>
    <message>
        <source>Of the hidden layers of both networks.</source>
        <translation>De las capas ocultas de ambas redes.</translation>
    </message>
    <message>
        <source>Of the machines, not of the fine-tuning.</source>
        <translation>De las máquinas, no del ajuste fino.</translation>
    </message>
    <message>
        <source>Of x, or of x and y, as it is written: x² − y, exp(−x²), |x|. The network learns it from examples.</source>
        <translation>De x, o de x e y, tal como se escribe: x² − y, exp(−x²), |x|. La red la aprende de ejemplos.</translation>
    </message>
    <message>
        <source>Off freezes the weights of this layer: training leaves them as they are, as in transfer learning.</source>
        <translation>Al desactivarlo se congelan los pesos de esta capa: el entrenamiento los deja como están, como en el aprendizaje por transferencia.</translation>
    </message>
    <message>
        <source>On: behind its output stands the content of its memory cell, as many numbers again. Another LSTM can begin with both, each taken out by a Slice layer.</source>
        <translation>Activado: detrás de su salida va el contenido de su celda de memoria, otros tantos números. Otra LSTM puede empezar con ambos, cada uno extraído con una capa Recorte.</translation>
    </message>
    <message>
        <source>On: one output for every step, for another recurrent layer, for attention or to label each step. Off: only the output of the last step.</source>
        <translation>Activado: una salida por paso, para otra capa recurrente, para la atención o para etiquetar cada paso. Desactivado: solo la salida del último paso.</translation>
    </message>
    <message>
        <source>On: the last input has a number for every step, and where that is 0 the step does not count, as the filling behind short sentences should not. Off: every step counts.</source>
        <translation>Activado: la última entrada tiene un número para cada paso, y donde es 0 el paso no cuenta, como no debe contar el relleno detrás de las frases cortas. Desactivado: cuentan todos los pasos.</translation>
    </message>
    <message>
        <source>One array per kernel and bias, for numpy.load. Kernels are (inputs, outputs).</source>
        <translation>Un arreglo por núcleo y por sesgo, para numpy.load. Los núcleos son (entradas, salidas).</translation>
    </message>
    <message>
        <source>One bright pixel. A convolution draws its kernel there as it is written, a cross-correlation draws it turned round.</source>
        <translation>Un píxel claro. Una convolución dibuja ahí su núcleo tal como está escrito; una correlación cruzada lo dibuja girado.</translation>
    </message>
    <message>
        <source>One deep hole in a plain: far from it, the gradient says nothing.</source>
        <translation>Un hoyo hondo en una llanura: lejos de él, el gradiente no dice nada.</translation>
    </message>
    <message>
        <source>One minimum, wide plains, and cliffs in the corners.</source>
        <translation>Un mínimo, llanuras anchas y acantilados en las esquinas.</translation>
    </message>
    <message>
        <source>One neuron for two classes, or one for each of several: how likely each is, from a weighted sum.</source>
        <translation>Una neurona para dos clases, o una por cada una de varias: qué probabilidad tiene cada una, a partir de una suma ponderada.</translation>
    </message>
    <message>
        <source>One neuron that says 0 or 1, and Rosenblatt&apos;s rule: only a mistake moves its line.</source>
        <translation>Una neurona que dice 0 o 1, y la regla de Rosenblatt: solo un error mueve su recta.</translation>
    </message>
    <message>
        <source>One random number, at most this large, is added to all pixels of an image, in the units in which the network gets them; 0 for none.</source>
        <translation>A todos los píxeles de una imagen se les suma un mismo número al azar, como mucho así de grande, en las unidades en que los recibe la red; 0 para no hacerlo.</translation>
    </message>
    <message>
        <source>One symbol</source>
        <translation>Un símbolo</translation>
    </message>
    <message>
        <source>One symbol: what is written so far is read, and one more is asked. The whole row, of different lengths: all symbols and the end are learned at once, for an encoder and a decoder. Each step is told the right symbols before it (teacher forcing).</source>
        <translation>Un símbolo: se lee lo escrito hasta ahora y se pregunta por uno más. La fila entera, de distintas longitudes: todos los símbolos y el final se aprenden a la vez, para un codificador y un decodificador. A cada paso se le dicen los símbolos correctos anteriores (teacher forcing).</translation>
    </message>
    <message>
        <source>One tensor per kernel and bias, for the safetensors library. Kernels are (inputs, outputs).</source>
        <translation>Un tensor por núcleo y por sesgo, para la biblioteca safetensors. Los núcleos son (entradas, salidas).</translation>
    </message>
    <message>
        <source>One trunk with two answers: what the data ask, and the inputs themselves.</source>
        <translation>Un tronco con dos respuestas: lo que piden los datos y las propias entradas.</translation>
    </message>
    <message>
        <source>One valley inside, and two slopes that leave the picture.</source>
        <translation>Un valle dentro, y dos laderas que salen de la imagen.</translation>
    </message>
    <message>
        <source>One weight</source>
        <translation>Un peso</translation>
    </message>
    <message>
        <source>One weight for each channel: red minus green. Blue for what is redder than green, orange for what is greener, nothing for grey, however bright it is.</source>
        <translation>Un peso por canal: rojo menos verde. Azul para lo que es más rojo que verde, naranja para lo que es más verde y nada para el gris, por claro que sea.</translation>
    </message>
    <message>
        <source>One width, one direction</source>
        <translation>Una anchura, una dirección</translation>
    </message>
    <message>
        <source>Ones</source>
        <translation>Unos</translation>
    </message>
    <message>
        <source>Ones for the forget gate</source>
        <translation>Unos para la puerta de olvido</translation>
    </message>
    <message>
        <source>Only part of what comes to {output} has been through the {link}, in {source}: there it would be applied twice. Take it out of {source}: {output} applies it itself.</source>
        <translation>Solo una parte de lo que llega a {output} pasó por la función {link}, en {source}: ahí se aplicaría dos veces. Quítala de {source}: {output} ya la aplica.</translation>
    </message>
    <message>
        <source>Only the past</source>
        <translation>Solo el pasado</translation>
    </message>
    <message>
        <source>Only the past (causal)</source>
        <translation>Solo el pasado (causal)</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>Solo estos</translation>
    </message>
    <message>
        <source>Only {rows} of {all} rows have all their values. Leave out columns with many gaps, or fill missing values.</source>
        <translation>Solo {rows} de {all} filas tienen todos sus valores. Omite las columnas con muchos huecos, o rellena los valores que faltan.</translation>
    </message>
    <message>
        <source>Only {rows} of {all} rows have both a text in “{text}” and a class in “{target}”. Choose other columns.</source>
        <translation>Solo {rows} de {all} filas tienen tanto un texto en «{text}» como una clase en «{target}». Elige otras columnas.</translation>
    </message>
    <message>
        <source>Only {words} words are frequent enough in this text; at least {fewest} are needed. Use a longer text, or take rarer words too.</source>
        <translation>En este texto solo hay {words} palabras suficientemente frecuentes; hacen falta al menos {fewest}. Usa un texto más largo, o toma también palabras más raras.</translation>
    </message>
    <message>
        <source>Opposite quadrants share a class: one neuron cannot learn it, two hidden ones can.</source>
        <translation>Los cuadrantes opuestos comparten clase: una neurona no puede aprenderlo, dos ocultas sí.</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimizador</translation>
    </message>
    <message>
        <source>Order of the axes</source>
        <translation>Orden de los ejes</translation>
    </message>
    <message>
        <source>Order of the examples</source>
        <translation>Orden de los ejemplos</translation>
    </message>
    <message>
        <source>Orthogonal</source>
        <translation>Ortogonal</translation>
    </message>
    <message>
        <source>Other proportions</source>
        <translation>Otras proporciones</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Salida</translation>
    </message>
    <message>
        <source>Output gate</source>
        <translation>Puerta de salida</translation>
    </message>
    <message>
        <source>Overcomplete autoencoder</source>
        <translation>Autocodificador sobrecompleto</translation>
    </message>
    <message>
        <source>Own kernel</source>
        <translation>Núcleo propio</translation>
    </message>
    <message>
        <source>PReLU</source>
        <translation>PReLU</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Pares</translation>
    </message>
    <message>
        <source>Parentheses, powers and functions may be nested {most} deep.</source>
        <translation>Los paréntesis, potencias y funciones pueden anidarse hasta {most} niveles.</translation>
    </message>
    <message>
        <source>Parquet files need pyarrow, which is not installed: run “python3 run.py --parquet”, or “pip install pyarrow”, and start Ladera again.</source>
        <translation>Los archivos Parquet necesitan pyarrow, que no está instalado: ejecuta «python3 run.py --parquet» o «pip install pyarrow» y vuelve a iniciar Ladera.</translation>
    </message>
    <message>
        <source>Part dropped</source>
        <translation>Parte que se apaga</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>Partes</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>Parche</translation>
    </message>
    <message>
        <source>Patches of {window} pixels, {stride} apart, are {count} for one picture; {most} are the most. Take them further apart.</source>
        <translation>Los parches de {window} píxeles, cada {stride}, son {count} para una imagen; el máximo es {most}. Sepáralos más.</translation>
    </message>
    <message>
        <source>Patience (early stopping)</source>
        <translation>Paciencia (parada temprana)</translation>
    </message>
    <message>
        <source>Per filter</source>
        <translation>Por filtro</translation>
    </message>
    <message>
        <source>Per layer</source>
        <translation>Por capa</translation>
    </message>
    <message>
        <source>Perceptron</source>
        <translation>Perceptrón</translation>
    </message>
    <message>
        <source>Perceptron rule</source>
        <translation>Regla del perceptrón</translation>
    </message>
    <message>
        <source>Permute</source>
        <translation>Permutación</translation>
    </message>
    <message>
        <source>Phase ψ</source>
        <translation>Fase ψ</translation>
    </message>
    <message>
        <source>Photographer</source>
        <translation>Fotógrafo</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Trozos</translation>
    </message>
    <message>
        <source>Piecewise linear</source>
        <translation>Lineal a trozos</translation>
    </message>
    <message>
        <source>Pixels by which the picture is moved at random before each step, so that no single pixel matters; 0 for none.</source>
        <translation>Píxeles que la imagen se mueve al azar antes de cada paso, para que no importe ningún píxel solo; 0 para ninguno.</translation>
    </message>
    <message>
        <source>Pixels cannot be replaced by {fill} here; choose one of: {known}.</source>
        <translation>Aquí los píxeles no se pueden reemplazar por {fill}; elige uno de: {known}.</translation>
    </message>
    <message>
        <source>Pixels from one patch to the next.</source>
        <translation>Píxeles de un parche al siguiente.</translation>
    </message>
    <message>
        <source>Pixels from one stripe to the next.</source>
        <translation>Píxeles de una raya a la siguiente.</translation>
    </message>
    <message>
        <source>Pixels that are known are clamped, the others are drawn again and again, given those.</source>
        <translation>Los píxeles conocidos quedan fijos; los demás se sortean una y otra vez, dados aquellos.</translation>
    </message>
    <message>
        <source>Pixels whose number is not finite are black or white: {count}.</source>
        <translation>Los píxeles cuyo número no es finito son negros o blancos: {count}.</translation>
    </message>
    <message>
        <source>Places on a plane are two rows of equally many numbers; these have the shapes {first} and {second}.</source>
        <translation>Los lugares de un plano son dos filas con la misma cantidad de números; estas tienen las formas {first} y {second}.</translation>
    </message>
    <message>
        <source>Places on the way at which the gradient is taken; more make the sum more exact.</source>
        <translation>Puntos del camino en los que se toma el gradiente; con más, la suma es más exacta.</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Playground: classification</source>
        <translation>Playground: clasificación</translation>
    </message>
    <message>
        <source>Playground: regression</source>
        <translation>Playground: regresión</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punto</translation>
    </message>
    <message>
        <source>Point: 1.5</source>
        <translation>Punto: 1.5</translation>
    </message>
    <message>
        <source>Pole</source>
        <translation>Polo</translation>
    </message>
    <message>
        <source>Pooling 1-D</source>
        <translation>Agrupación 1-D (pooling)</translation>
    </message>
    <message>
        <source>Pooling 2-D</source>
        <translation>Agrupación 2-D (pooling)</translation>
    </message>
    <message>
        <source>Position embedding</source>
        <translation>Embedding de posición</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisión</translation>
    </message>
    <message>
        <source>Prewitt, x</source>
        <translation>Prewitt, x</translation>
    </message>
    <message>
        <source>Prewitt, y</source>
        <translation>Prewitt, y</translation>
    </message>
    <message>
        <source>Pulls weights towards zero, by this share of the learning rate at each step.</source>
        <translation>Atrae los pesos hacia cero, en cada paso por esta parte de la tasa de aprendizaje.</translation>
    </message>
    <message>
        <source>Pulse</source>
        <translation>Pulso</translation>
    </message>
    <message>
        <source>Puts layers side by side along the last axis; the other axes must agree.</source>
        <translation>Pone capas una junto a otra a lo largo del último eje; los demás ejes deben coincidir.</translation>
    </message>
    <message>
        <source>Puts the axes in another order; 2×1 swaps the two axes of a sequence.</source>
        <translation>Pone los ejes en otro orden; 2×1 intercambia los dos ejes de una secuencia.</translation>
    </message>
    <message>
        <source>PyTorch program</source>
        <translation>Programa de PyTorch</translation>
    </message>
    <message>
        <source>PyTorch state</source>
        <translation>Estado de PyTorch</translation>
    </message>
    <message>
        <source>Query and key must have the same number of features, but {query} meets {key}.</source>
        <translation>Consulta y clave deben tener el mismo número de características, pero {query} se encuentra con {key}.</translation>
    </message>
    <message>
        <source>Query, key and value have different numbers of heads.</source>
        <translation>Consulta, clave y valor tienen distinto número de cabezas.</translation>
    </message>
    <message>
        <source>Query, key and value of each step, attention, a shortcut and a normalisation: a head of the transformer (Vaswani et al. 2017).</source>
        <translation>Consulta, clave y valor de cada paso, atención, un atajo y una normalización: una cabeza del transformer (Vaswani et al. 2017).</translation>
    </message>
    <message>
        <source>Quijote (Spanish)</source>
        <translation>Quijote (español)</translation>
    </message>
    <message>
        <source>Quotation marks</source>
        <translation>Comillas</translation>
    </message>
    <message>
        <source>RGB, each by itself</source>
        <translation>RGB, cada uno por separado</translation>
    </message>
    <message>
        <source>RGB, summed</source>
        <translation>RGB, sumados</translation>
    </message>
    <message>
        <source>RMSProp</source>
        <translation>RMSProp</translation>
    </message>
    <message>
        <source>RMSProp whose steps also carry on, with a look ahead.</source>
        <translation>RMSProp cuyos pasos además llevan inercia y miran adelante.</translation>
    </message>
    <message>
        <source>RMSProp with Nesterov momentum</source>
        <translation>RMSProp con momento de Nesterov</translation>
    </message>
    <message>
        <source>Race down a bent valley</source>
        <translation>Carrera por un valle curvo</translation>
    </message>
    <message>
        <source>Races</source>
        <translation>Carreras</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Al azar</translation>
    </message>
    <message>
        <source>Random, across</source>
        <translation>Al azar, perpendicular</translation>
    </message>
    <message>
        <source>Rare classes count more</source>
        <translation>Las clases raras cuentan más</translation>
    </message>
    <message>
        <source>Rarest word</source>
        <translation>Palabra más rara</translation>
    </message>
    <message>
        <source>Rastrigin</source>
        <translation>Rastrigin</translation>
    </message>
    <message>
        <source>Rastrigin: 121 minima, 220 saddles and 100 maxima. Most of what is flat is no minimum.</source>
        <translation>Rastrigin: 121 mínimos, 220 puntos de silla y 100 máximos. La mayor parte de lo llano no es un mínimo.</translation>
    </message>
    <message>
        <source>Rate of earlier layers</source>
        <translation>Tasa de las capas anteriores</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Reads a sequence step by step; each step sees the new input and what the step before gave. Its memory is short: over many steps the gradient fades or explodes, and LSTM and GRU were made against that.</source>
        <translation>Lee una secuencia paso a paso; cada paso ve la entrada nueva y lo que dio el anterior. Su memoria es corta: tras muchos pasos el gradiente se desvanece o explota, y contra eso se hicieron LSTM y GRU.</translation>
    </message>
    <message>
        <source>Real (Gaussian)</source>
        <translation>Reales (gaussianas)</translation>
    </message>
    <message>
        <source>Real points</source>
        <translation>Puntos reales</translation>
    </message>
    <message>
        <source>Real points, and fake ones, in each step.</source>
        <translation>Puntos reales, y falsos, en cada paso.</translation>
    </message>
    <message>
        <source>Real visible units, with a normal distribution of their own: what is likely is a density now, whose logarithm may be above zero.</source>
        <translation>Unidades visibles reales, cada una con una distribución normal: la verosimilitud es ahora una densidad, cuyo logaritmo puede ser mayor que cero.</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Exhaustividad</translation>
    </message>
    <message>
        <source>Recurrent network</source>
        <translation>Red recurrente</translation>
    </message>
    <message>
        <source>Red against green</source>
        <translation>Rojo contra verde</translation>
    </message>
    <message>
        <source>Red, green and blue</source>
        <translation>Rojo, verde y azul</translation>
    </message>
    <message>
        <source>Regression: predict a number</source>
        <translation>Regresión: predecir un número</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Repetición</translation>
    </message>
    <message>
        <source>Reset gate</source>
        <translation>Puerta de reinicio</translation>
    </message>
    <message>
        <source>Reshape</source>
        <translation>Cambio de forma</translation>
    </message>
    <message>
        <source>Residual block</source>
        <translation>Bloque residual</translation>
    </message>
    <message>
        <source>Return every step</source>
        <translation>Devolver cada paso</translation>
    </message>
    <message>
        <source>Return the cell too</source>
        <translation>Devolver también la celda</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>Inversión</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Correcto.</translation>
    </message>
    <message>
        <source>Rings</source>
        <translation>Anillos</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>Cohete</translation>
    </message>
    <message>
        <source>Rosenbrock</source>
        <translation>Rosenbrock</translation>
    </message>
    <message>
        <source>Rosenbrock: steep across, almost flat along. Who remembers earlier steps gets ahead.</source>
        <translation>Rosenbrock: empinado a lo ancho, casi llano a lo largo. Quien recuerda los pasos anteriores se adelanta.</translation>
    </message>
    <message>
        <source>Rotation (degrees)</source>
        <translation>Rotación (grados)</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Rondas</translation>
    </message>
    <message>
        <source>Rows and columns of the kernel.</source>
        <translation>Las filas y las columnas del núcleo.</translation>
    </message>
    <message>
        <source>Rows and columns of the patch that is covered, in pixels.</source>
        <translation>Filas y columnas del parche que se tapa, en píxeles.</translation>
    </message>
    <message>
        <source>Rows of pixels that every image gets. Four times the pixels take four times the memory and time.</source>
        <translation>Filas de píxeles que recibe cada imagen. Con cuatro veces más píxeles, la memoria y el tiempo se multiplican por cuatro.</translation>
    </message>
    <message>
        <source>Rows of symbols are learned as a whole: list no columns.</source>
        <translation>Las filas de símbolos se aprenden enteras: no indiques columnas.</translation>
    </message>
    <message>
        <source>Rows of targets are numbers, or have a single 1 each, in the column of their class.</source>
        <translation>Las filas de objetivos son números, o cada una tiene un solo 1, en la columna de su clase.</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>SELU</source>
        <translation>SELU</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Saddle</source>
        <translation>Silla</translation>
    </message>
    <message>
        <source>Safetensors</source>
        <translation>Safetensors</translation>
    </message>
    <message>
        <source>Same size (same)</source>
        <translation>Igual tamaño (same)</translation>
    </message>
    <message>
        <source>Same size, odd zero before</source>
        <translation>Mismo tamaño, el cero impar delante</translation>
    </message>
    <message>
        <source>Says which steps of a row of symbols are real: 1 there, and 0 where a row was filled up because others are longer. Connect it to a recurrent layer, attention or global pooling that skips steps.</source>
        <translation>Dice qué pasos de una fila de símbolos son reales: 1 ahí, y 0 donde la fila se rellenó porque otras son más largas. Conéctala a una capa recurrente, de atención o de agrupamiento global que se salta pasos.</translation>
    </message>
    <message>
        <source>Scalar times tensor</source>
        <translation>Escalar por tensor</translation>
    </message>
    <message>
        <source>Scharr, x</source>
        <translation>Scharr, x</translation>
    </message>
    <message>
        <source>Scharr, y</source>
        <translation>Scharr, y</translation>
    </message>
    <message>
        <source>Second difference</source>
        <translation>Segunda diferencia</translation>
    </message>
    <message>
        <source>Second direction</source>
        <translation>Segunda dirección</translation>
    </message>
    <message>
        <source>Second largest curvature</source>
        <translation>Segunda mayor curvatura</translation>
    </message>
    <message>
        <source>Second principal component</source>
        <translation>Segunda componente principal</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>Semillas</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Punto y coma</translation>
    </message>
    <message>
        <source>Sentiment</source>
        <translation>Sentimiento</translation>
    </message>
    <message>
        <source>Separable convolution 1-D</source>
        <translation>Convolución separable 1-D</translation>
    </message>
    <message>
        <source>Separable convolution 2-D</source>
        <translation>Convolución separable 2-D</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>Settings cannot be kept for the next time: {path} cannot be written.</source>
        <translation>Los ajustes no se pueden conservar para la próxima vez: no se puede escribir {path}.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forma</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>Figuras</translation>
    </message>
    <message>
        <source>Share at the start</source>
        <translation>Parte al principio</translation>
    </message>
    <message>
        <source>Share attacked</source>
        <translation>Parte atacada</translation>
    </message>
    <message>
        <source>Share of the examples kept aside to watch for overfitting during training.</source>
        <translation>Parte de los ejemplos que se aparta para vigilar el sobreajuste durante el entrenamiento.</translation>
    </message>
    <message>
        <source>Share of the examples never trained on: what the final figures are measured with.</source>
        <translation>Parte de los ejemplos con que nunca se entrena: con ella se miden las cifras finales.</translation>
    </message>
    <message>
        <source>Share of the teacher</source>
        <translation>Parte de la maestra</translation>
    </message>
    <message>
        <source>Shares weights with</source>
        <translation>Comparte pesos con</translation>
    </message>
    <message>
        <source>Sharpen</source>
        <translation>Enfoque</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Hoja</translation>
    </message>
    <message>
        <source>Shift (pixels)</source>
        <translation>Desplazamiento (píxeles)</translation>
    </message>
    <message>
        <source>Shifts and scales each channel to mean 0 and variance 1 over the batch, then to a mean and a spread that are learned. Deep networks train faster with it. When the network is used, it takes the averages that it kept while training.</source>
        <translation>Lleva cada canal a media 0 y varianza 1 en el lote, y luego a una media y una dispersión que se aprenden. Las redes profundas se entrenan más deprisa con ella. Al usar la red toma las medias que guardó durante el entrenamiento.</translation>
    </message>
    <message>
        <source>Shifts and scales groups of channels, within each example, to mean 0 and variance 1, then to what is learned. It does not depend on the size of the batch. With each channel by itself it is instance normalisation, which takes the contrast out of an image.</source>
        <translation>Desplaza y escala grupos de canales, dentro de cada ejemplo, a media 0 y varianza 1, y luego a lo que se aprende. No depende del tamaño del lote. Con cada canal por separado es la normalización por instancia, que quita el contraste de una imagen.</translation>
    </message>
    <message>
        <source>Shifts and scales the numbers of each example, along the last axis, to mean 0 and variance 1, then to what is learned. It does not look at other examples, so it does the same in training and in use; sequences like it.</source>
        <translation>Lleva los números de cada ejemplo, a lo largo del último eje, a media 0 y varianza 1, y luego a lo que se aprende. No mira otros ejemplos, así que hace lo mismo al entrenar y al usar la red; va bien con secuencias.</translation>
    </message>
    <message>
        <source>Short ones first</source>
        <translation>Primero los cortos</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Barajar</translation>
    </message>
    <message>
        <source>SiLU (swish)</source>
        <translation>SiLU (swish)</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoide</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signo</translation>
    </message>
    <message>
        <source>Silences a random part of its inputs at every training step, another part each time, so that no unit can lean on a single other one. When the network is used, all of them speak.</source>
        <translation>Silencia al azar una parte de sus entradas en cada paso de entrenamiento, cada vez otra, para que ninguna unidad dependa de una sola. Al usar la red hablan todas.</translation>
    </message>
    <message>
        <source>Simple RNN</source>
        <translation>RNN simple</translation>
    </message>
    <message>
        <source>Simplified Chinese (GBK, GB 18030)</source>
        <translation>Chino simplificado (GBK, GB 18030)</translation>
    </message>
    <message>
        <source>Sine</source>
        <translation>Seno</translation>
    </message>
    <message>
        <source>Single (float32)</source>
        <translation>Simple (float32)</translation>
    </message>
    <message>
        <source>Single precision is faster; double rounds less.</source>
        <translation>La precisión simple es más rápida; la doble redondea menos.</translation>
    </message>
    <message>
        <source>Single weights that training leaves as they are: places from 1, as in kernel[2,5], bias[3]. Empty for none.</source>
        <translation>Pesos sueltos que el entrenamiento deja como están: posiciones desde 1, como kernel[2,5], bias[3]. Vacío si no hay ninguno.</translation>
    </message>
    <message>
        <source>Single: &apos;a&apos;</source>
        <translation>Simples: &apos;a&apos;</translation>
    </message>
    <message>
        <source>Six layers with sigmoids beside six with ReLU, on the same data: see which gradients reach the first layer.</source>
        <translation>Seis capas con sigmoides junto a seis con ReLU, con los mismos datos: se ve qué gradientes llegan a la primera capa.</translation>
    </message>
    <message>
        <source>Six minima, two of them deepest; seven saddles and two hilltops.</source>
        <translation>Seis mínimos, dos de ellos los más hondos; siete puntos de silla y dos cimas.</translation>
    </message>
    <message>
        <source>Six-hump camel</source>
        <translation>Camello de seis jorobas</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>Skip steps</source>
        <translation>Saltar pasos</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Recorte</translation>
    </message>
    <message>
        <source>Slides kernels along a sequence, each over one channel only, with very few weights.</source>
        <translation>Desliza núcleos a lo largo de una secuencia, cada uno por un solo canal, con muy pocos pesos.</translation>
    </message>
    <message>
        <source>Slides kernels over an image, each over one channel only, with very few weights. It mixes places and no channels; a convolution with a window of 1×1 after it mixes those.</source>
        <translation>Desliza núcleos por una imagen, cada uno por un solo canal, con muy pocos pesos. Mezcla lugares y no canales; estos los mezcla una convolución con una ventana de 1×1 detrás.</translation>
    </message>
    <message>
        <source>Slides small kernels along a sequence: each finds one pattern wherever it appears.</source>
        <translation>Desliza pequeños núcleos a lo largo de una secuencia: cada uno encuentra un patrón dondequiera que aparezca.</translation>
    </message>
    <message>
        <source>Slides small kernels over an image: each finds one pattern wherever it appears, with few weights.</source>
        <translation>Desliza pequeños núcleos sobre una imagen: cada uno encuentra un patrón dondequiera que aparezca, con pocos pesos.</translation>
    </message>
    <message>
        <source>Slow and fast wave</source>
        <translation>Onda lenta y rápida</translation>
    </message>
    <message>
        <source>Small VGG</source>
        <translation>VGG pequeña</translation>
    </message>
    <message>
        <source>Small letters only</source>
        <translation>Solo minúsculas</translation>
    </message>
    <message>
        <source>Small transformer</source>
        <translation>Transformer pequeño</translation>
    </message>
    <message>
        <source>Smallest curvature</source>
        <translation>Menor curvatura</translation>
    </message>
    <message>
        <source>SmoothGrad</source>
        <translation>SmoothGrad</translation>
    </message>
    <message>
        <source>So many futures of so many symbols do not fit: ask for fewer.</source>
        <translation>Tantos futuros de tantos símbolos no caben: pide menos.</translation>
    </message>
    <message>
        <source>So many places longer the result is at the end, for each axis: with a stride above 1, a convolution takes several lengths to the same one. Not with the same size, which has only one.</source>
        <translation>Cuántos lugares se alarga el resultado al final, en cada eje: con un paso mayor que 1, una convolución lleva varias longitudes a la misma. No con el mismo tamaño, que solo tiene una.</translation>
    </message>
    <message>
        <source>So much padding leaves nothing of its result. Pad less.</source>
        <translation>Tanto relleno no deja nada del resultado. Rellena menos.</translation>
    </message>
    <message>
        <source>Sobel&apos;s kernel: blue where it gets brighter to the right, orange where it gets darker, nothing along level edges.</source>
        <translation>El núcleo de Sobel: azul donde se aclara hacia la derecha, naranja donde se oscurece y nada a lo largo de los bordes horizontales.</translation>
    </message>
    <message>
        <source>Sobel, x</source>
        <translation>Sobel, x</translation>
    </message>
    <message>
        <source>Sobel, y</source>
        <translation>Sobel, y</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
    <message>
        <source>Softplus</source>
        <translation>Softplus</translation>
    </message>
    <message>
        <source>Softsign</source>
        <translation>Softsign</translation>
    </message>
    <message>
        <source>Some letters can be read in several ways. Which words are right?</source>
        <translation>Algunas letras pueden leerse de varias maneras. ¿Qué palabras son las correctas?</translation>
    </message>
    <message>
        <source>Some weights are not finite numbers. Go back to weights that are.</source>
        <translation>Algunos pesos no son números finitos. Vuelve a unos que lo sean.</translation>
    </message>
    <message>
        <source>Something is missing here: a number, x, y or a function.</source>
        <translation>Aquí falta algo: un número, x, y o una función.</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {detail}</source>
        <translation>Algo inesperado ha fallado: {detail}</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Ordenar</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Split channels and filters into groups that do not see each other.</source>
        <translation>Divide los canales y los filtros en grupos que no se ven entre sí.</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Cuadrado</translation>
    </message>
    <message>
        <source>Stage {place} does not fit any more: it slides a window of {window} over a map of {map}. Take away a stage, or choose a smaller stride or a larger picture.</source>
        <translation>La etapa {place} ya no cabe: desliza una ventana de {window} sobre un mapa de {map}. Quita una etapa, o elige un paso menor o una imagen más grande.</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Desviación típica</translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian noise that each step adds to the weights while it measures the gradient; 0 for none. It pushes training to places where small changes of the weights matter little.</source>
        <translation>Desviación típica del ruido gaussiano que cada paso suma a los pesos mientras mide el gradiente; 0 para no hacerlo. Lleva el entrenamiento a lugares donde pequeños cambios de los pesos importan poco.</translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian noise that is added to every input; 0 for none. Standardised inputs have a standard deviation of 1.</source>
        <translation>Desviación típica del ruido gaussiano que se suma a cada entrada; 0 para no hacerlo. Las entradas estandarizadas tienen una desviación típica de 1.</translation>
    </message>
    <message>
        <source>Standardise</source>
        <translation>Estandarizar</translation>
    </message>
    <message>
        <source>Steepest curvature</source>
        <translation>Curvatura más fuerte</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Paso</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>Steps down</source>
        <translation>Escalonado</translation>
    </message>
    <message>
        <source>Steps of D for each of G</source>
        <translation>Pasos de D por cada uno de G</translation>
    </message>
    <message>
        <source>Steps of the attack</source>
        <translation>Pasos del ataque</translation>
    </message>
    <message>
        <source>Steps of the climb; each follows the network&apos;s own gradient.</source>
        <translation>Pasos del ascenso; cada uno sigue el gradiente de la propia red.</translation>
    </message>
    <message>
        <source>Steps straight downhill, by the learning rate times the gradient.</source>
        <translation>Da el paso cuesta abajo: la tasa de aprendizaje por el gradiente.</translation>
    </message>
    <message>
        <source>Steps that do not count are only left out of a pooling.</source>
        <translation>Los pasos que no cuentan solo se dejan fuera de una agrupación.</translation>
    </message>
    <message>
        <source>Stop after this many epochs without a better validation loss; 0 never stops. It ends the training before the network learns the noise by heart. Without a validation part the training loss takes its place, which does not notice that.</source>
        <translation>Parar tras este número de épocas sin una pérdida de validación mejor; 0 no para nunca. Termina el entrenamiento antes de que la red se aprenda el ruido de memoria. Sin una parte de validación se usa en su lugar la pérdida de entrenamiento, que no lo advierte.</translation>
    </message>
    <message>
        <source>Stop after this many passes over the training data.</source>
        <translation>Se detiene tras estas pasadas por los datos de entrenamiento.</translation>
    </message>
    <message>
        <source>Stop after this many seconds of training; 0 for no limit.</source>
        <translation>Para tras tantos segundos de entrenamiento; 0 es sin límite.</translation>
    </message>
    <message>
        <source>Stop as soon as accuracy, or R², is this high: on the validation part where there is one; 0 for no such goal.</source>
        <translation>Para en cuanto la exactitud, o R², sea así de alta: en la parte de validación donde la hay; 0 es sin esta meta.</translation>
    </message>
    <message>
        <source>Stop as soon as the training loss is this small; 0 for no such goal.</source>
        <translation>Para en cuanto la pérdida de entrenamiento sea así de pequeña; 0 es sin esta meta.</translation>
    </message>
    <message>
        <source>Stop at accuracy</source>
        <translation>Parar con exactitud</translation>
    </message>
    <message>
        <source>Stop at loss</source>
        <translation>Parar con pérdida</translation>
    </message>
    <message>
        <source>Stopped: no better training loss for {patience} epochs (there is no validation part).</source>
        <translation>Parado: {patience} épocas sin mejor pérdida de entrenamiento (no hay parte de validación).</translation>
    </message>
    <message>
        <source>Stopped: no better validation loss for {patience} epochs.</source>
        <translation>Parado: {patience} épocas sin mejor pérdida de validación.</translation>
    </message>
    <message>
        <source>Stopped: the training loss has reached {goal:g}.</source>
        <translation>Parado: la pérdida de entrenamiento ha llegado a {goal:g}.</translation>
    </message>
    <message>
        <source>Stopped: {metric:.4g} has reached the goal of {goal:g}.</source>
        <translation>Parado: {metric:.4g} ha alcanzado la meta de {goal:g}.</translation>
    </message>
    <message>
        <source>Stopped: {seconds:g} seconds of training are over.</source>
        <translation>Parado: han pasado {seconds:g} segundos de entrenamiento.</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Estirar</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Paso (stride)</translation>
    </message>
    <message>
        <source>Stride and dilation of a kernel are whole numbers from 1 to {largest}, and its padding is one of {paddings}.</source>
        <translation>El paso y la dilatación de un núcleo son números enteros de 1 a {largest}, y su relleno es uno de {paddings}.</translation>
    </message>
    <message>
        <source>Stripes of all directions, ever narrower to the outside: shows which ones a kernel lets through.</source>
        <translation>Rayas de todas las direcciones, cada vez más estrechas hacia fuera: muestra cuáles deja pasar un núcleo.</translation>
    </message>
    <message>
        <source>Strokes of digits</source>
        <translation>Trazos de dígitos</translation>
    </message>
    <message>
        <source>Strong contrast first</source>
        <translation>Primero los de mucho contraste</translation>
    </message>
    <message>
        <source>Styblinski–Tang</source>
        <translation>Styblinski–Tang</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Resta</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Suma</translation>
    </message>
    <message>
        <source>Sum along the last axis</source>
        <translation>Suma a lo largo del último eje</translation>
    </message>
    <message>
        <source>Sum pooling</source>
        <translation>Agrupación por suma</translation>
    </message>
    <message>
        <source>Sum, with broadcasting</source>
        <translation>Suma, con difusión</translation>
    </message>
    <message>
        <source>Sums in digits</source>
        <translation>Sumas con dígitos</translation>
    </message>
    <message>
        <source>Surfaces</source>
        <translation>Superficies</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Símbolos</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulador</translation>
    </message>
    <message>
        <source>Table from a file (CSV)</source>
        <translation>Tabla de un archivo (CSV)</translation>
    </message>
    <message>
        <source>Take the best weights back</source>
        <translation>Recuperar los mejores pesos</translation>
    </message>
    <message>
        <source>Take the examples in a new random order in every epoch.</source>
        <translation>Toma los ejemplos en un nuevo orden al azar en cada época.</translation>
    </message>
    <message>
        <source>Taken as a category, of words: line {line}, “{cell}”, and {cells} cells in all are no numbers like the others.</source>
        <translation>Se toma como categoría, de palabras: la línea {line}, «{cell}», y {cells} celdas en total no son números como las demás.</translation>
    </message>
    <message>
        <source>Taken as categories</source>
        <translation>Tratadas como categorías</translation>
    </message>
    <message>
        <source>Taken as numbers</source>
        <translation>Tratadas como números</translation>
    </message>
    <message>
        <source>Taking away what it marks hurts no more than taking away pixels at random: an area of {own} below the curve, and of {chance} at random.</source>
        <translation>Quitar lo que marca no daña más que quitar píxeles al azar: un área de {own} bajo la curva, y de {chance} al azar.</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Objetivo</translation>
    </message>
    <message>
        <source>Targets are one for each example, or a row for each; these have the shape {shape}.</source>
        <translation>Los objetivos son uno por ejemplo, o una fila por ejemplo; estos tienen la forma {shape}.</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarea</translation>
    </message>
    <message>
        <source>Teacher and student are compared by softmax(z / T): with a high temperature also by what the teacher holds for the second and third likeliest. The loss is multiplied by T², so that its gradient stays as large.</source>
        <translation>Maestra y estudiante se comparan por softmax(z / T): con una temperatura alta, también por lo que la maestra cree segundo y tercero más probable. La pérdida se multiplica por T², para que su gradiente siga igual de grande.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Test (%)</source>
        <translation>Prueba (%)</translation>
    </message>
    <message>
        <source>Test share</source>
        <translation>Parte de prueba</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>Texts with a class (CSV)</source>
        <translation>Textos con clase (CSV)</translation>
    </message>
    <message>
        <source>Thai (Windows)</source>
        <translation>Tailandés (Windows)</translation>
    </message>
    <message>
        <source>That is multiplied by f(z). What belongs there is its slope, f′(z).</source>
        <translation>Eso está multiplicado por f(z). Lo que va ahí es su pendiente, f′(z).</translation>
    </message>
    <message>
        <source>That is not it, and it is none of the usual slips. Work out the sum first, then the slope.</source>
        <translation>No es eso, ni ninguno de los descuidos habituales. Calcula primero la suma y después la pendiente.</translation>
    </message>
    <message>
        <source>That is one path only, the one to unit {unit}. What comes back along all paths adds up.</source>
        <translation>Eso es un solo camino, el que va a la unidad {unit}. Se suma lo que vuelve por todos los caminos.</translation>
    </message>
    <message>
        <source>The Dask scheduler at {address} does not answer any more. Look after it, or choose this computer.</source>
        <translation>El planificador de Dask en {address} ya no responde. Revísalo o elige esta computadora.</translation>
    </message>
    <message>
        <source>The Dask scheduler at {address} has no worker. Start one with “dask worker {address}” where Ladera is installed, or choose this computer.</source>
        <translation>El planificador de Dask en {address} no tiene procesos. Inicia uno con «dask worker {address}» donde esté instalado Ladera, o elige esta computadora.</translation>
    </message>
    <message>
        <source>The Parquet file cannot be read: {detail}</source>
        <translation>No se puede leer el archivo Parquet: {detail}</translation>
    </message>
    <message>
        <source>The array {array} of {name}, of shape {shape}, holds no images of one channel or three.</source>
        <translation>El arreglo {array} de {name}, de forma {shape}, no contiene imágenes de uno o tres canales.</translation>
    </message>
    <message>
        <source>The arrays of this data set are damaged.</source>
        <translation>Los arreglos de este conjunto de datos están dañados.</translation>
    </message>
    <message>
        <source>The bias of the forget gate begins at 1, so that at first the memory is kept.</source>
        <translation>El sesgo de la puerta de olvido empieza en 1, para que al principio se conserve la memoria.</translation>
    </message>
    <message>
        <source>The column of the texts; the first that holds several words if empty.</source>
        <translation>La columna de los textos; si está vacía, la primera que contiene varias palabras.</translation>
    </message>
    <message>
        <source>The column that says the class of each text; the last one if empty. Rows without it are left out.</source>
        <translation>La columna que dice la clase de cada texto; si está vacía, la última. Las filas sin ella se omiten.</translation>
    </message>
    <message>
        <source>The column to predict; the last one if empty. Rows without it are left out.</source>
        <translation>La columna que se predice; la última si está vacío. Las filas que no la tienen se omiten.</translation>
    </message>
    <message>
        <source>The column {column} of the training history holds something that is not a number.</source>
        <translation>La columna {column} del historial de entrenamiento contiene algo que no es un número.</translation>
    </message>
    <message>
        <source>The column “{column}” of the training history is damaged: it must count up in whole numbers from 0 to {latest}.</source>
        <translation>La columna «{column}» del historial de entrenamiento está dañada: debe aumentar en números enteros de 0 a {latest}.</translation>
    </message>
    <message>
        <source>The columns of the training history differ in length.</source>
        <translation>Las columnas del historial de entrenamiento tienen distinta longitud.</translation>
    </message>
    <message>
        <source>The columns to predict from; every useful one if empty.</source>
        <translation>Las columnas a partir de las que se predice; todas las útiles si está vacío.</translation>
    </message>
    <message>
        <source>The connection to the Dask scheduler at {address} is lost. Look whether it still runs, or choose this computer.</source>
        <translation>Se perdió la conexión con el planificador de Dask en {address}. Comprueba si sigue en marcha o elige esta computadora.</translation>
    </message>
    <message>
        <source>The connections {cycle} go round in a circle. Remove one of them.</source>
        <translation>Las conexiones {cycle} forman un ciclo. Quita una de ellas.</translation>
    </message>
    <message>
        <source>The content of a data set is the bytes of a file; it is {kind}.</source>
        <translation>El contenido de un conjunto de datos son los bytes de un archivo; es {kind}.</translation>
    </message>
    <message>
        <source>The curvature is the same everywhere: the gradient points straight to the minimum.</source>
        <translation>La curvatura es igual en todas partes: el gradiente está alineado con el mínimo.</translation>
    </message>
    <message>
        <source>The data hold {value:.3g} in column “{column}”, row {row} of the {part} part, which {dtype} cannot hold: it ends at {largest:.2g}. Standardise the data, or train in double precision.</source>
        <translation>Los datos tienen {value:.3g} en la columna «{column}», fila {row} de la parte de {part}, y {dtype} no llega a tanto: termina en {largest:.2g}. Estandariza los datos o entrena con doble precisión.</translation>
    </message>
    <message>
        <source>The data hold {value} in column “{column}”, row {row} of the {part} part, and nothing can be learned from that. Correct it, or leave that row out.</source>
        <translation>Los datos tienen {value} en la columna «{column}», fila {row} de la parte de {part}, y de eso no se puede aprender nada. Corrígelo u omite esa fila.</translation>
    </message>
    <message>
        <source>The data of this project are no text. Choose a text there, or one of those that come with Ladera.</source>
        <translation>Los datos de este proyecto no son un texto. Elige allí un texto, o uno de los que vienen con Ladera.</translation>
    </message>
    <message>
        <source>The decoder also looks at all that was read, with a weight for each symbol (Bahdanau et al. 2015; Luong et al. 2015). While it learns it is told the right symbols before each step: teacher forcing.</source>
        <translation>El decodificador mira además todo lo leído, con un peso para cada símbolo (Bahdanau et al. 2015; Luong et al. 2015). Mientras aprende se le dicen los símbolos correctos anteriores a cada paso: teacher forcing.</translation>
    </message>
    <message>
        <source>The descent in the project is damaged: {detail}.</source>
        <translation>El descenso del proyecto está dañado: {detail}.</translation>
    </message>
    <message>
        <source>The description of the Boltzmann machine is damaged.</source>
        <translation>La descripción de la máquina de Boltzmann está dañada.</translation>
    </message>
    <message>
        <source>The description of the adversarial networks is damaged.</source>
        <translation>La descripción de las redes adversarias está dañada.</translation>
    </message>
    <message>
        <source>The description of the data has an unknown entry, “{key}”.</source>
        <translation>La descripción de los datos tiene una entrada desconocida, «{key}».</translation>
    </message>
    <message>
        <source>The description of the data names no data set.</source>
        <translation>La descripción de los datos no nombra ningún conjunto de datos.</translation>
    </message>
    <message>
        <source>The description of the example in hand is damaged.</source>
        <translation>La descripción del ejemplo elegido está dañada.</translation>
    </message>
    <message>
        <source>The description of the network is damaged: {detail}.</source>
        <translation>La descripción de la red está dañada: {detail}.</translation>
    </message>
    <message>
        <source>The description of the project is damaged: {detail}.</source>
        <translation>La descripción del proyecto está dañada: {detail}.</translation>
    </message>
    <message>
        <source>The difference is the other way round: prediction minus target.</source>
        <translation>La diferencia está al revés: es predicción menos objetivo.</translation>
    </message>
    <message>
        <source>The distance between the elements of the window; above 1 it sees further with as few weights.</source>
        <translation>La distancia entre los elementos de la ventana; por encima de 1 ve más lejos con los mismos pesos.</translation>
    </message>
    <message>
        <source>The distance of each pixel from the image&apos;s mean is multiplied with a random factor between 1 minus this and 1 plus this; 0 for none.</source>
        <translation>La distancia de cada píxel a la media de la imagen se multiplica por un factor al azar entre 1 menos este valor y 1 más este valor; 0 para no hacerlo.</translation>
    </message>
    <message>
        <source>The distribution that the generator learns. Every minibatch draws new points from it.</source>
        <translation>La distribución que aprende el generador. Cada minilote toma de ella puntos nuevos.</translation>
    </message>
    <message>
        <source>The domain must be one or two spans, each from a smaller number to a larger one.</source>
        <translation>El dominio debe constar de uno o dos intervalos, cada uno de un número menor a uno mayor.</translation>
    </message>
    <message>
        <source>The encoder says a mean and a variance for each of two numbers, the code is drawn from them (Kingma and Welling 2014): codes between two examples mean something too.</source>
        <translation>El codificador dice una media y una varianza para cada uno de dos números, y el código se sortea de ellas (Kingma y Welling 2014): los códigos entre dos ejemplos también significan algo.</translation>
    </message>
    <message>
        <source>The epoch of the weights must be a whole number of at most {latest}; it is {value}.</source>
        <translation>La época de los pesos debe ser un número entero de a lo sumo {latest}; es {value}.</translation>
    </message>
    <message>
        <source>The epochs or steps between two reductions.</source>
        <translation>Las épocas o pasos entre dos reducciones.</translation>
    </message>
    <message>
        <source>The example in hand is a place, from 0, in one of: {parts}; it is {place} in {part}.</source>
        <translation>El ejemplo elegido es un lugar, desde 0, en una de: {parts}; es {place} en {part}.</translation>
    </message>
    <message>
        <source>The examples are not its first axis.</source>
        <translation>Los ejemplos no son su primer eje.</translation>
    </message>
    <message>
        <source>The examples are not made of symbols, so none is shorter than another. Choose another order of the examples.</source>
        <translation>Los ejemplos no están hechos de símbolos, así que ninguno es más corto que otro. Elige otro orden de los ejemplos.</translation>
    </message>
    <message>
        <source>The examples enter here. Its shape is the shape of one example: 2 numbers, 30 measurements, an image of 8×8×1.</source>
        <translation>Por aquí entran los ejemplos. Su forma es la de un ejemplo: 2 números, 30 medidas, una imagen de 8×8×1.</translation>
    </message>
    <message>
        <source>The examples of one input meet another axis of the other.</source>
        <translation>Los ejemplos de una entrada coinciden con otro eje de la otra.</translation>
    </message>
    <message>
        <source>The factor {factor} is missing: it comes from the square of the loss.</source>
        <translation>Falta el factor {factor}: viene del cuadrado de la pérdida.</translation>
    </message>
    <message>
        <source>The features of the data are not a list of names.</source>
        <translation>Las características de los datos no son una lista de nombres.</translation>
    </message>
    <message>
        <source>The file cannot be read: {detail}</source>
        <translation>No se puede leer el archivo: {detail}</translation>
    </message>
    <message>
        <source>The file holds binary data and no text. Save it as text, a table as CSV, and try again.</source>
        <translation>El archivo contiene datos binarios y no texto. Guárdalo como texto, o como CSV si es una tabla, y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The file is UTF-8, but for line {line}, where a letter is broken. Correct that line, or choose another encoding.</source>
        <translation>El archivo está en UTF-8, salvo la línea {line}, donde hay una letra dañada. Corrige esa línea o elige otra codificación.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>El archivo está vacío.</translation>
    </message>
    <message>
        <source>The file is not a text in {encoding}: line {line} has letters that are none there. Choose another encoding, or save it again as UTF-8.</source>
        <translation>El archivo no es un texto en {encoding}: la línea {line} tiene letras que allí no existen. Elige otra codificación o guárdalo de nuevo como UTF-8.</translation>
    </message>
    <message>
        <source>The files beside each other hold images of different sizes. Keep each set in a folder of its own.</source>
        <translation>Los archivos de la misma carpeta contienen imágenes de tamaños distintos. Guarda cada conjunto en una carpeta propia.</translation>
    </message>
    <message>
        <source>The final learning rate, as a share of the first.</source>
        <translation>La tasa de aprendizaje final, como fracción de la primera.</translation>
    </message>
    <message>
        <source>The first element that is not taken; 0 is the end.</source>
        <translation>El primer elemento que no se toma; 0 es el final.</translation>
    </message>
    <message>
        <source>The first element, counted from 0; −1 is the last.</source>
        <translation>El primer elemento, contando desde 0; −1 es el último.</translation>
    </message>
    <message>
        <source>The first layer divided by the second, number by number. Where the second may come near 0, the quotient and its gradient grow without bound.</source>
        <translation>La primera capa dividida entre la segunda, número a número. Donde la segunda se acerca a 0, el cociente y su gradiente crecen sin límite.</translation>
    </message>
    <message>
        <source>The first layer minus the second, of equal shape: how two things that went through the same weights differ.</source>
        <translation>La primera capa menos la segunda, de igual forma: en qué se diferencian dos cosas que pasaron por los mismos pesos.</translation>
    </message>
    <message>
        <source>The first of its {count} pictures.</source>
        <translation>La primera de sus {count} imágenes.</translation>
    </message>
    <message>
        <source>The first one; the others follow it. The same seed gives the same vectors.</source>
        <translation>La primera; las demás la siguen. La misma semilla da los mismos vectores.</translation>
    </message>
    <message>
        <source>The function has hardly any values in this range. Choose another one.</source>
        <translation>La función apenas tiene valores en este intervalo. Elige otro.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: it divides by zero.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: divide entre cero.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: it raises what is negative to a power that is no whole number.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: eleva lo que es negativo a una potencia que no es un número entero.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: it takes the logarithm of what is not positive.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: toma el logaritmo de lo que no es positivo.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: it takes the root of what is negative.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: toma la raíz de lo que es negativo.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: its numbers are larger than a computer can hold.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: sus números son mayores de lo que cabe en una computadora.</translation>
    </message>
    <message>
        <source>The function has no value at any point of this picture: {name} takes numbers from −1 to 1 only.</source>
        <translation>La función no tiene valor en ningún punto de esta imagen: {name} solo admite números de −1 a 1.</translation>
    </message>
    <message>
        <source>The function has x and y, so the domain needs a span for each.</source>
        <translation>La función tiene x e y, así que el dominio necesita un intervalo para cada una.</translation>
    </message>
    <message>
        <source>The function that bends the result. The hyperbolic tangent keeps the memory between −1 and 1, however long the sequence is.</source>
        <translation>La función que curva el resultado. La tangente hiperbólica mantiene la memoria entre −1 y 1, por larga que sea la secuencia.</translation>
    </message>
    <message>
        <source>The function that bends the result. Without one, layers collapse into one; with sigmoid or tanh in deep networks the gradient fades; ReLU keeps it.</source>
        <translation>La función que curva el resultado. Sin ella, las capas se reducen a una; con sigmoide o tanh, en redes profundas el gradiente se desvanece; ReLU lo conserva.</translation>
    </message>
    <message>
        <source>The generator bends a cloud of noise into a ring. It has to tear it open somewhere, for a continuous map makes no hole.</source>
        <translation>El generador dobla una nube de ruido hasta hacer un anillo. En algún lugar queda un rastro, pues una función continua no abre un hueco.</translation>
    </message>
    <message>
        <source>The generator learns twenty times as fast: all its points run to where D sees too few, D learns that, and they run on. The losses hardly tell.</source>
        <translation>El generador aprende veinte veces más rápido: todos sus puntos corren adonde D ve muy pocos, D lo aprende, y siguen corriendo. Las pérdidas apenas lo dicen.</translation>
    </message>
    <message>
        <source>The greatest value of each variable.</source>
        <translation>El mayor valor de cada variable.</translation>
    </message>
    <message>
        <source>The images are not part of this project. Choose the folder again.</source>
        <translation>Las imágenes no forman parte de este proyecto. Elige la carpeta otra vez.</translation>
    </message>
    <message>
        <source>The images in the project are damaged. Choose them again.</source>
        <translation>Las imágenes del proyecto están dañadas. Elígelas otra vez.</translation>
    </message>
    <message>
        <source>The images in {array} of {name} have values from {low:.4g} to {high:.4g}; they are to be from 0 to 1, or to 255.</source>
        <translation>Las imágenes en {array} de {name} tienen valores de {low:.4g} a {high:.4g}; deben ir de 0 a 1, o a 255.</translation>
    </message>
    <message>
        <source>The images whose distribution the machine learns. Of bars and stripes all are learned; of the digits every sixth is kept apart.</source>
        <translation>Las imágenes cuya distribución aprende la máquina. De las barras y franjas se aprenden todas; de los dígitos, uno de cada seis se deja aparte.</translation>
    </message>
    <message>
        <source>The initial value</source>
        <translation>El valor inicial</translation>
    </message>
    <message>
        <source>The initial weights and the order of the examples follow from it: the same seed gives the same run.</source>
        <translation>De ella salen los pesos iniciales y el orden de los ejemplos: la misma semilla da el mismo recorrido.</translation>
    </message>
    <message>
        <source>The input {name} has no shape that Ladera can take: one axis for the examples, then one to four of known length.</source>
        <translation>La entrada {name} no tiene una forma que Ladera pueda tomar: un eje para los ejemplos y después de uno a cuatro de longitud conocida.</translation>
    </message>
    <message>
        <source>The inputs</source>
        <translation>Las entradas</translation>
    </message>
    <message>
        <source>The inputs themselves</source>
        <translation>Las propias entradas</translation>
    </message>
    <message>
        <source>The kernel bench has settings that do not exist.</source>
        <translation>El banco de núcleos tiene ajustes que no existen.</translation>
    </message>
    <message>
        <source>The kernel bench in the project is damaged: {detail}.</source>
        <translation>El banco de núcleos del proyecto está dañado: {detail}.</translation>
    </message>
    <message>
        <source>The kernel does not fit into the signal: make it shorter, its dilation smaller, or put zeros around.</source>
        <translation>El núcleo no cabe en la señal: hazlo más corto, reduce su dilatación o pon ceros alrededor.</translation>
    </message>
    <message>
        <source>The kernel of a painted output has 1 to {most} rows.</source>
        <translation>El núcleo de una salida pintada tiene de 1 a {most} filas.</translation>
    </message>
    <message>
        <source>The language in which the examples are written.</source>
        <translation>El idioma en que están escritos los ejemplos.</translation>
    </message>
    <message>
        <source>The largest of layers of equal shape, number by number; only the winner is trained. Over several dense layers it is a maxout unit.</source>
        <translation>El mayor de capas de igual forma, número a número; solo se entrena la ganadora. Sobre varias capas densas es una unidad maxout.</translation>
    </message>
    <message>
        <source>The layer of the teacher whose numbers are the hint, by name.</source>
        <translation>La capa de la maestra cuyos números son la pista, por su nombre.</translation>
    </message>
    <message>
        <source>The layer of this network that is to know them, by name.</source>
        <translation>La capa de esta red que debe conocerlos, por su nombre.</translation>
    </message>
    <message>
        <source>The layers on the clipboard are damaged: {detail}.</source>
        <translation>Las capas del portapapeles están dañadas: {detail}.</translation>
    </message>
    <message>
        <source>The layers on the clipboard are too many to paste.</source>
        <translation>Las capas del portapapeles son demasiadas para pegarlas.</translation>
    </message>
    <message>
        <source>The layers on the clipboard come from another version of Ladera.</source>
        <translation>Las capas del portapapeles vienen de otra versión de Ladera.</translation>
    </message>
    <message>
        <source>The learning rate</source>
        <translation>La tasa de aprendizaje</translation>
    </message>
    <message>
        <source>The least value of each variable.</source>
        <translation>El menor valor de cada variable.</translation>
    </message>
    <message>
        <source>The line between two trained networks, and across it a random direction or a third network.</source>
        <translation>La recta entre dos redes entrenadas y, a través de ella, una dirección al azar o una tercera red.</translation>
    </message>
    <message>
        <source>The line in which the table begins; what is above it is left out. 0 finds it.</source>
        <translation>La línea en la que empieza la tabla; lo que está encima se deja fuera. Con 0 se busca sola.</translation>
    </message>
    <message>
        <source>The logarithms of the probabilities that softmax gives, computed without rounding small ones to 0. PyTorch&apos;s negative log-likelihood takes them; the losses here take the numbers before.</source>
        <translation>Los logaritmos de las probabilidades que da softmax, calculados sin redondear a 0 las pequeñas. La log-verosimilitud negativa de PyTorch los toma; las pérdidas de aquí toman los números de antes.</translation>
    </message>
    <message>
        <source>The loss as a function of two single weights, all others kept as they are.</source>
        <translation>La pérdida como función de dos pesos, con todos los demás fijos.</translation>
    </message>
    <message>
        <source>The loss at {layer}, or its gradient, is no longer finite. Go back, and try a smaller learning rate.</source>
        <translation>La pérdida en {layer}, o su gradiente, ya no es finita. Vuelve atrás y prueba una tasa de aprendizaje menor.</translation>
    </message>
    <message>
        <source>The loss is a mean over {count} numbers: divide by {count}.</source>
        <translation>La pérdida es una media de {count} números: divide entre {count}.</translation>
    </message>
    <message>
        <source>The loss of {name} does not suit the data: “{loss}” is not for targets of this kind. Choose another loss in {name}.</source>
        <translation>La pérdida de {name} no va con los datos: «{loss}» no es para objetivos de este tipo. Elige otra pérdida en {name}.</translation>
    </message>
    <message>
        <source>The maps of a layer, weighed by how much the score depends on each: which places speak for the class, on the layer&apos;s own coarse grid.</source>
        <translation>Los mapas de una capa, ponderados por cuánto depende la puntuación de cada uno: qué lugares hablan a favor de la clase, en la cuadrícula gruesa de la propia capa.</translation>
    </message>
    <message>
        <source>The matrix is not transposed: those weights lead into the unit of the same number. Take the ones that lead out of this unit.</source>
        <translation>La matriz no está transpuesta: esos pesos llegan a la unidad del mismo número. Toma los que salen de esta unidad.</translation>
    </message>
    <message>
        <source>The mean gradient of many noisy copies of the picture.</source>
        <translation>El gradiente medio de muchas copias de la imagen con ruido.</translation>
    </message>
    <message>
        <source>The mean of layers of equal shape, number by number: several networks that vote.</source>
        <translation>La media de capas de igual forma, número a número: varias redes que votan.</translation>
    </message>
    <message>
        <source>The mean of the pixels under it; its weights add up to 1.</source>
        <translation>La media de los píxeles que quedan debajo; sus pesos suman 1.</translation>
    </message>
    <message>
        <source>The middle of a plane and its two directions are vectors of one length; these have the shapes {middle}, {first} and {second}.</source>
        <translation>El centro de un plano y sus dos direcciones son vectores de la misma longitud; estos tienen las formas {middle}, {first} y {second}.</translation>
    </message>
    <message>
        <source>The middle of a variational autoencoder. What comes in is the mean of each number of the code, and behind them the logarithms of their variances; in training the code is drawn from that. The KL divergence from a standard normal distribution is added to the loss, so that codes stay together.</source>
        <translation>El centro de un autocodificador variacional. Lo que entra es la media de cada número del código y, detrás, los logaritmos de sus varianzas; durante el entrenamiento el código se sortea de ahí. La divergencia KL respecto de una distribución normal estándar se suma a la pérdida, para que los códigos queden juntos.</translation>
    </message>
    <message>
        <source>The most frequent symbols have a number of their own; all others share one, and are never asked for.</source>
        <translation>Los símbolos más frecuentes tienen un número propio; todos los demás comparten uno y nunca se preguntan.</translation>
    </message>
    <message>
        <source>The most frequent symbols have a number of their own; all others share one.</source>
        <translation>Los símbolos más frecuentes tienen un número propio; todos los demás comparten uno.</translation>
    </message>
    <message>
        <source>The most frequent words have a number of their own; all others share one.</source>
        <translation>Las palabras más frecuentes tienen un número propio; todas las demás comparten uno.</translation>
    </message>
    <message>
        <source>The name of a group is a line of at most {most} characters.</source>
        <translation>El nombre de un grupo es una línea de {most} caracteres como mucho.</translation>
    </message>
    <message>
        <source>The name of a layer of the same kind whose weights this one uses too; empty for weights of its own.</source>
        <translation>El nombre de una capa del mismo tipo cuyos pesos usa también esta; vacío para que tenga los suyos.</translation>
    </message>
    <message>
        <source>The nearest place</source>
        <translation>El lugar más cercano</translation>
    </message>
    <message>
        <source>The network could not be got ready: the process that trains ended unexpectedly, perhaps for lack of memory. Make the network or the data smaller.</source>
        <translation>No se pudo preparar la red: el proceso que entrena terminó de forma inesperada, quizá por falta de memoria. Haz más pequeña la red o el conjunto de datos.</translation>
    </message>
    <message>
        <source>The network does not read one row of symbols and say which comes next.</source>
        <translation>La red no lee una fila de símbolos para decir cuál viene después.</translation>
    </message>
    <message>
        <source>The network does not write a row of symbols that it is told as it writes.</source>
        <translation>La red no escribe una fila de símbolos que se le dice a medida que la escribe.</translation>
    </message>
    <message>
        <source>The network has no array “{name}”; it has {known}.</source>
        <translation>La red no tiene ningún arreglo «{name}»; tiene {known}.</translation>
    </message>
    <message>
        <source>The network has no input. Add an Input layer.</source>
        <translation>La red no tiene entrada. Añade una capa Entrada.</translation>
    </message>
    <message>
        <source>The network has no layer called {name}.</source>
        <translation>La red no tiene ninguna capa llamada {name}.</translation>
    </message>
    <message>
        <source>The network has no output. Add an Output layer.</source>
        <translation>La red no tiene salida. Añade una capa Salida.</translation>
    </message>
    <message>
        <source>The network has no weights called {name}.</source>
        <translation>La red no tiene pesos llamados {name}.</translation>
    </message>
    <message>
        <source>The network has no weights to train. Add a Dense layer.</source>
        <translation>La red no tiene pesos que entrenar. Añade una capa Densa.</translation>
    </message>
    <message>
        <source>The network has {count} layers; at most {most} are possible.</source>
        <translation>La red tiene {count} capas; puede tener {most} como mucho.</translation>
    </message>
    <message>
        <source>The network has {size} weights, but {came} were given: a vector of the shape {needed} is needed, and this array has {shape}.</source>
        <translation>La red tiene {size} pesos, pero se dieron {came}: se necesita un vector de la forma {needed}, y este arreglo tiene {shape}.</translation>
    </message>
    <message>
        <source>The network has {size} weights; these are {given}.</source>
        <translation>La red tiene {size} pesos; estos son {given}.</translation>
    </message>
    <message>
        <source>The network has {size} weights; {given} were given. Train it first.</source>
        <translation>La red tiene {size} pesos; se dieron {given}. Entrénala antes.</translation>
    </message>
    <message>
        <source>The network is given no images: there is nothing to be seen of what a unit looks for.</source>
        <translation>La red no recibe imágenes: no hay nada que ver de lo que busca una unidad.</translation>
    </message>
    <message>
        <source>The network is given no pictures of {image}.</source>
        <translation>La red no recibe imágenes de {image}.</translation>
    </message>
    <message>
        <source>The network is {count} layers and steps of recurrent layers: too many operations to draw them. Up to {most} can be; shorter sequences help.</source>
        <translation>La red tiene {count} capas y pasos de capas recurrentes: demasiadas operaciones para dibujarlas. Pueden ser hasta {most}; ayudan secuencias más cortas.</translation>
    </message>
    <message>
        <source>The network reads {steps} symbols, and {given} are given.</source>
        <translation>La red lee {steps} símbolos, y se le dan {given}.</translation>
    </message>
    <message>
        <source>The network would have {count} weights; at most {most} are possible. Make the largest layers smaller.</source>
        <translation>La red tendría {count} pesos; puede tener {most} como mucho. Haz más pequeñas las capas más grandes.</translation>
    </message>
    <message>
        <source>The new shape of one example, without the batch axis. Its product must be the count of numbers that come in.</source>
        <translation>La nueva forma de un ejemplo, sin el eje del lote. Su producto debe ser la cantidad de números que entran.</translation>
    </message>
    <message>
        <source>The noise that the climb begins with; the same seed gives the same picture again.</source>
        <translation>El ruido con el que empieza el ascenso; la misma semilla da otra vez la misma imagen.</translation>
    </message>
    <message>
        <source>The notes and groups of the drawing are damaged: {detail}.</source>
        <translation>Las notas y los grupos del dibujo están dañados: {detail}.</translation>
    </message>
    <message>
        <source>The number of the symbol that fills rows up.</source>
        <translation>El número del símbolo que rellena las filas.</translation>
    </message>
    <message>
        <source>The number that it gives.</source>
        <translation>El número que da.</translation>
    </message>
    <message>
        <source>The order must name each axis from 1 to {count} once, because {shape} comes in; it is {order}.</source>
        <translation>El orden debe nombrar una vez cada eje de 1 a {count}, porque llega {shape}; es {order}.</translation>
    </message>
    <message>
        <source>The other network has the channels of an image first, and what comes to this layer was put together so that no order of its weights makes up for it. Put Flatten right behind the image.</source>
        <translation>La otra red pone primero los canales de una imagen, y lo que llega a esta capa se ha compuesto de un modo que ningún orden de sus pesos compensa. Pon un Aplanado justo detrás de la imagen.</translation>
    </message>
    <message>
        <source>The other training begins with new weights, drawn by its seed: the same network, without what this one has learned or taken over. What frozen layers hold is new too.</source>
        <translation>El otro entrenamiento empieza con pesos nuevos, sorteados por su semilla: la misma red, sin lo que esta ha aprendido o tomado de otra. También es nuevo lo que guardan las capas congeladas.</translation>
    </message>
    <message>
        <source>The other way round, to see whether it is the order that helps.</source>
        <translation>Al revés, para ver si lo que ayuda es el orden.</translation>
    </message>
    <message>
        <source>The other weight</source>
        <translation>El otro peso</translation>
    </message>
    <message>
        <source>The part of each minibatch that is attacked. The rest stays as it is, so that the network does not forget the usual examples.</source>
        <translation>La parte de cada minilote que se ataca. El resto queda como está, para que la red no olvide los ejemplos de siempre.</translation>
    </message>
    <message>
        <source>The part of the examples, the easiest ones, with which a curriculum begins.</source>
        <translation>La parte de los ejemplos, los más fáciles, con que empieza un currículo.</translation>
    </message>
    <message>
        <source>The path to unit {unit} is missing. What comes back along all paths adds up.</source>
        <translation>Falta el camino que va a la unidad {unit}. Se suma lo que vuelve por todos los caminos.</translation>
    </message>
    <message>
        <source>The picture in the project is damaged.</source>
        <translation>La imagen del proyecto está dañada.</translation>
    </message>
    <message>
        <source>The picture in {name} is damaged or cut off.</source>
        <translation>La imagen de {name} está dañada o cortada.</translation>
    </message>
    <message>
        <source>The picture of the descent has settings that do not exist.</source>
        <translation>La imagen del descenso tiene ajustes que no existen.</translation>
    </message>
    <message>
        <source>The picture that the way begins at. Other beginnings give other maps.</source>
        <translation>La imagen en la que empieza el camino. Otros comienzos dan otros mapas.</translation>
    </message>
    <message>
        <source>The pixel and how much it stands out of its neighbours: identity minus Laplacian.</source>
        <translation>El píxel y cuánto destaca entre sus vecinos: la identidad menos el laplaciano.</translation>
    </message>
    <message>
        <source>The pixel at the edge</source>
        <translation>El píxel del borde</translation>
    </message>
    <message>
        <source>The position of {name} must be two numbers of at most {farthest}; it is {value}.</source>
        <translation>La posición de {name} debe ser dos números de hasta {farthest}; es {value}.</translation>
    </message>
    <message>
        <source>The prediction leaves here and is compared with the target. Change only this layer to move between regression, two classes and many classes.</source>
        <translation>Por aquí sale la predicción y se compara con el objetivo. Cambia solo esta capa para pasar de regresión a dos clases o a muchas.</translation>
    </message>
    <message>
        <source>The probability that a number is set to 0. Usual are 0.2 after the input (keep 0.8) and 0.5 between hidden layers (keep 0.5).</source>
        <translation>La probabilidad de que un número se ponga a 0. Lo habitual es 0.2 tras la entrada (conservar 0.8) y 0.5 entre capas ocultas (conservar 0.5).</translation>
    </message>
    <message>
        <source>The project does not say which version of the format it is written in.</source>
        <translation>El proyecto no dice en qué versión del formato está escrito.</translation>
    </message>
    <message>
        <source>The project&apos;s text</source>
        <translation>El texto del proyecto</translation>
    </message>
    <message>
        <source>The range of the variables must go from a smaller to a larger number.</source>
        <translation>El intervalo de las variables debe ir de un número menor a uno mayor.</translation>
    </message>
    <message>
        <source>The rule by which both networks go along their gradients. Adam remembers half of the last steps only, since the other player moves the aim (Radford et al. 2016).</source>
        <translation>La regla con que ambas redes siguen sus gradientes. Adam recuerda solo la mitad de los últimos pasos, pues el otro jugador mueve la meta (Radford et al. 2016).</translation>
    </message>
    <message>
        <source>The rule that turns gradients into steps.</source>
        <translation>La regla que convierte los gradientes en pasos.</translation>
    </message>
    <message>
        <source>The same curvature everywhere: every start leads straight to the bottom.</source>
        <translation>La misma curvatura en todas partes: todo comienzo lleva derecho al fondo.</translation>
    </message>
    <message>
        <source>The same four minima, but a heavy ball overshoots: the borders fray, and a hair decides.</source>
        <translation>Los mismos cuatro mínimos, pero una bola pesada se pasa de largo: las fronteras se deshilachan y un pelo decide.</translation>
    </message>
    <message>
        <source>The same seed draws the same points and makes the same split.</source>
        <translation>La misma semilla genera los mismos puntos y hace el mismo reparto.</translation>
    </message>
    <message>
        <source>The scheduler at {address} and this computer do not accept each other&apos;s certificates: {detail}</source>
        <translation>El planificador en {address} y esta computadora no aceptan sus certificados: {detail}</translation>
    </message>
    <message>
        <source>The settings of the data are not a list of names and values.</source>
        <translation>Los ajustes de los datos no son una lista de nombres y valores.</translation>
    </message>
    <message>
        <source>The shape of one example, without the batch axis. It must match the data.</source>
        <translation>La forma de un ejemplo, sin el eje del lote. Debe coincidir con los datos.</translation>
    </message>
    <message>
        <source>The shape of what it gives, without the batch axis.</source>
        <translation>La forma de lo que da, sin el eje del lote.</translation>
    </message>
    <message>
        <source>The sheet shows tensors up to rank {most}; this one has rank {rank}.</source>
        <translation>La hoja muestra tensores hasta el rango {most}; este tiene rango {rank}.</translation>
    </message>
    <message>
        <source>The size is right, and the sign is not.</source>
        <translation>El valor absoluto es correcto; el signo no.</translation>
    </message>
    <message>
        <source>The standard deviation of the bell, in pixels.</source>
        <translation>La desviación estándar de la campana, en píxeles.</translation>
    </message>
    <message>
        <source>The standard deviation of the noise, as a share of the range of the picture.</source>
        <translation>La desviación estándar del ruido, como fracción del rango de la imagen.</translation>
    </message>
    <message>
        <source>The standard deviation of what is added to each value of the function by chance.</source>
        <translation>La desviación típica de lo que el azar suma a cada valor de la función.</translation>
    </message>
    <message>
        <source>The start decides in which valley the walk ends.</source>
        <translation>El comienzo decide en qué valle acaba el camino.</translation>
    </message>
    <message>
        <source>The start decides: from 1</source>
        <translation>El inicio decide: desde 1</translation>
    </message>
    <message>
        <source>The start decides: from −1</source>
        <translation>El inicio decide: desde −1</translation>
    </message>
    <message>
        <source>The start needs {count} numbers, as many as the function has variables.</source>
        <translation>El inicio necesita {count} números, tantos como variables tiene la función.</translation>
    </message>
    <message>
        <source>The start of a race must be {count} points of {dimension} finite numbers.</source>
        <translation>El comienzo de una carrera debe ser {count} puntos de {dimension} números finitos.</translation>
    </message>
    <message>
        <source>The state dict of the PyTorch program: kernels (out, in), for load_state_dict.</source>
        <translation>El state dict del programa de PyTorch: núcleos (salida, entrada), para load_state_dict.</translation>
    </message>
    <message>
        <source>The state that it begins with must have as many numbers as it has units, {units}, and {shape} comes in.</source>
        <translation>El estado con el que empieza debe tener tantos números como unidades, {units}, y llega {shape}.</translation>
    </message>
    <message>
        <source>The strength ε of an attack must be a number from 0 on; it is {value}.</source>
        <translation>La fuerza ε de un ataque debe ser un número a partir de 0; es {value}.</translation>
    </message>
    <message>
        <source>The surface has no values yet.</source>
        <translation>La superficie todavía no tiene valores.</translation>
    </message>
    <message>
        <source>The table cannot be read: {detail}.</source>
        <translation>No se puede leer la tabla: {detail}.</translation>
    </message>
    <message>
        <source>The table has names of columns but no rows.</source>
        <translation>La tabla tiene nombres de columnas pero ninguna fila.</translation>
    </message>
    <message>
        <source>The table has no column “{column}”. Its columns are: {known}.</source>
        <translation>La tabla no tiene la columna «{column}». Sus columnas son: {known}.</translation>
    </message>
    <message>
        <source>The table has one column only, and learning needs an input and a target. Perhaps another delimiter separates its columns.</source>
        <translation>La tabla tiene una sola columna, y para aprender hacen falta una entrada y un objetivo. Quizá otro separador divide sus columnas.</translation>
    </message>
    <message>
        <source>The table is not part of this project. Choose the file again.</source>
        <translation>La tabla no forma parte de este proyecto. Vuelve a elegir el archivo.</translation>
    </message>
    <message>
        <source>The table was not read to its end.</source>
        <translation>La tabla no se leyó hasta el final.</translation>
    </message>
    <message>
        <source>The target “{column}” has {classes} different values; a classification has at most {most} classes. Choose regression, or another target.</source>
        <translation>El objetivo «{column}» tiene {classes} valores distintos; una clasificación tiene {most} clases como mucho. Elige regresión, u otro objetivo.</translation>
    </message>
    <message>
        <source>The target “{column}” is “{value}” in every row: there is nothing to learn. Choose another target.</source>
        <translation>El objetivo «{column}» es «{value}» en todas las filas: no hay nada que aprender. Elige otro objetivo.</translation>
    </message>
    <message>
        <source>The targets</source>
        <translation>Los objetivos</translation>
    </message>
    <message>
        <source>The teacher in the file is damaged.</source>
        <translation>La maestra del archivo está dañada.</translation>
    </message>
    <message>
        <source>The teacher “{name}” has other {what} than this network: {there}, and {here} here. Take another teacher.</source>
        <translation>La maestra «{name}» tiene otras {what} que esta red: {there}, y aquí {here}. Toma otra maestra.</translation>
    </message>
    <message>
        <source>The text has {size} MB; up to {most} MB are read. Use a part of it.</source>
        <translation>El texto tiene {size} MB; se leen hasta {most} MB. Usa una parte.</translation>
    </message>
    <message>
        <source>The text is always the same symbol: there is nothing to tell apart.</source>
        <translation>El texto es siempre el mismo símbolo: no hay nada que distinguir.</translation>
    </message>
    <message>
        <source>The text is not part of this project. Choose the file again.</source>
        <translation>El texto no forma parte de este proyecto. Elige el archivo otra vez.</translation>
    </message>
    <message>
        <source>The text is too short: it has {symbols} symbols, and each example takes {steps}. Use a longer text, or fewer steps.</source>
        <translation>El texto es demasiado corto: tiene {symbols} símbolos, y cada ejemplo ocupa {steps}. Usa un texto más largo, o menos pasos.</translation>
    </message>
    <message>
        <source>The training ended unexpectedly, perhaps for lack of memory. It is ready again with the weights seen last; a smaller network or a smaller batch needs less.</source>
        <translation>El entrenamiento terminó de forma inesperada, quizá por falta de memoria. Vuelve a estar listo con los últimos pesos vistos; una red o un lote más pequeños necesitan menos.</translation>
    </message>
    <message>
        <source>The training history does not say to which epochs its figures belong: it has no column “epoch”.</source>
        <translation>El historial de entrenamiento no dice a qué épocas corresponden sus cifras: no tiene la columna «epoch».</translation>
    </message>
    <message>
        <source>The training settings of the file are damaged.</source>
        <translation>Los ajustes de entrenamiento del archivo están dañados.</translation>
    </message>
    <message>
        <source>The two directions lie on one line, so they span no plane. Choose others.</source>
        <translation>Las dos direcciones están sobre una misma recta y no forman un plano. Elige otras.</translation>
    </message>
    <message>
        <source>The two largest</source>
        <translation>Los dos mayores</translation>
    </message>
    <message>
        <source>The two largest curvatures, or the largest and the smallest, which shows saddles.</source>
        <translation>Las dos mayores curvaturas, o la mayor y la menor, que muestra las sillas.</translation>
    </message>
    <message>
        <source>The two principal components of the walk so far: most of what training does happens in them.</source>
        <translation>Las dos componentes principales del camino hasta ahora: en ellas ocurre casi todo lo que hace el entrenamiento.</translation>
    </message>
    <message>
        <source>The values in {layer} are no longer finite. Go back, and try a smaller learning rate.</source>
        <translation>Los valores de {layer} ya no son finitos. Vuelve atrás y prueba una tasa de aprendizaje menor.</translation>
    </message>
    <message>
        <source>The values in {layer}, or their gradient, are not finite before the first step. The largest number of the data is {value:.3g}, in column “{column}”, row {row} of the {part} part: standardise the data, or begin with smaller weights.</source>
        <translation>Los valores de {layer}, o su gradiente, no son finitos antes del primer paso. El mayor número de los datos es {value:.3g}, en la columna «{column}», fila {row} de la parte de {part}: estandariza los datos o empieza con pesos más pequeños.</translation>
    </message>
    <message>
        <source>The walk creeps to the origin, where gradient and curvature vanish: the Hessian cannot say what it is. A hair beside y = 0 and it falls off.</source>
        <translation>El recorrido se arrastra hacia el origen, donde se anulan el gradiente y la curvatura: la hessiana no puede decir qué punto es. Con apartarse un pelo de y = 0, cae.</translation>
    </message>
    <message>
        <source>The walk is still a straight line: train a little more.</source>
        <translation>El camino es todavía una línea recta: entrena un poco más.</translation>
    </message>
    <message>
        <source>The weights are missing: each δ comes back times the weight of its way.</source>
        <translation>Faltan los pesos: cada δ vuelve multiplicada por el peso de su camino.</translation>
    </message>
    <message>
        <source>The weights of {layer} are not finite before the first step. Begin with other weights.</source>
        <translation>Los pesos de {layer} no son finitos antes del primer paso. Empieza con otros pesos.</translation>
    </message>
    <message>
        <source>The whole network with its weights, for keras.saving.load_model; it can go on training there.</source>
        <translation>La red entera con sus pesos, para keras.saving.load_model; allí puede seguir entrenándose.</translation>
    </message>
    <message>
        <source>The whole network, for ONNX Runtime, browsers, phones and other programs.</source>
        <translation>La red entera, para ONNX Runtime, navegadores, teléfonos y otros programas.</translation>
    </message>
    <message>
        <source>The whole row</source>
        <translation>La fila entera</translation>
    </message>
    <message>
        <source>The workbook has no sheet “{name}”. Its sheets are: {known}.</source>
        <translation>El libro no tiene la hoja «{name}». Sus hojas son: {known}.</translation>
    </message>
    <message>
        <source>The workbook is damaged: {detail}. Open it in a spreadsheet and save it again.</source>
        <translation>El libro está dañado: {detail}. Ábrelo en una hoja de cálculo y guárdalo de nuevo.</translation>
    </message>
    <message>
        <source>The workers do not have this version of Ladera: {detail}</source>
        <translation>Los procesos no tienen esta versión de Ladera: {detail}</translation>
    </message>
    <message>
        <source>The workers have version {there} of Ladera; this is version {here}. Install the same one there.</source>
        <translation>Los procesos tienen la versión {there} de Ladera; esta es la versión {here}. Instala allí la misma.</translation>
    </message>
    <message>
        <source>There are images of one class only: there is nothing to tell apart.</source>
        <translation>Solo hay imágenes de una clase: no hay nada que distinguir.</translation>
    </message>
    <message>
        <source>There are no arrays. Data.from_arrays takes them, in a notebook.</source>
        <translation>No hay arreglos. Data.from_arrays los toma, en un cuaderno.</translation>
    </message>
    <message>
        <source>There are no directions “{kind}”; there are {known}.</source>
        <translation>No hay direcciones «{kind}»; existen {known}.</translation>
    </message>
    <message>
        <source>There are no examples to take a mean of: the arrays have the shapes {shapes}.</source>
        <translation>No hay ejemplos de los que tomar un promedio: los arreglos tienen las formas {shapes}.</translation>
    </message>
    <message>
        <source>There are no images in the folder {name}, nor below it. It is to hold files of the kinds {kinds}, best in a folder for each class.</source>
        <translation>No hay imágenes en la carpeta {name} ni en sus subcarpetas. Debe contener archivos de los tipos {kinds}, mejor en una carpeta por clase.</translation>
    </message>
    <message>
        <source>There are no layers on the clipboard. Copy some first.</source>
        <translation>No hay capas en el portapapeles. Copia antes alguna.</translation>
    </message>
    <message>
        <source>There are no numbers on this page yet.</source>
        <translation>Todavía no hay números en esta página.</translation>
    </message>
    <message>
        <source>There are {count} classes, {found}, but {names} names for them.</source>
        <translation>Hay {count} clases, {found}, pero {names} nombres para ellas.</translation>
    </message>
    <message>
        <source>There are {count} columns, but {names} names for them.</source>
        <translation>Hay {count} columnas, pero {names} nombres para ellas.</translation>
    </message>
    <message>
        <source>There are {count} different targets. For classes there must be 2 to {most}; give numbers with a decimal point, or task=&quot;regression&quot;, where they are numbers.</source>
        <translation>Hay {count} objetivos distintos. Para clases tiene que haber de 2 a {most}; si son números, da números con punto decimal o task=&quot;regression&quot;.</translation>
    </message>
    <message>
        <source>There are {inputs} examples, but targets for {targets}.</source>
        <translation>Hay {inputs} ejemplos, pero objetivos para {targets}.</translation>
    </message>
    <message>
        <source>There can be 1 to {most} racers.</source>
        <translation>Puede haber de 1 a {most} corredores.</translation>
    </message>
    <message>
        <source>There is an f′(z) too many: this loss is computed under the activation, and the two slopes have cancelled.</source>
        <translation>Sobra una f′(z): esta pérdida se calcula por debajo de la activación, y las dos pendientes se han cancelado.</translation>
    </message>
    <message>
        <source>There is no axis {axis}: {shape} comes in.</source>
        <translation>No existe el eje {axis}: llega {shape}.</translation>
    </message>
    <message>
        <source>There is no column “{name}”; there are {known}.</source>
        <translation>No hay ninguna columna «{name}»; existen {known}.</translation>
    </message>
    <message>
        <source>There is no data set “{source}”; there are {known}.</source>
        <translation>No hay ningún conjunto de datos «{source}»; existen {known}.</translation>
    </message>
    <message>
        <source>There is no device “{name}”; there are numpy, cupy and auto.</source>
        <translation>No existe el dispositivo «{name}»; existen numpy, cupy y auto.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>No existe el archivo {path}.</translation>
    </message>
    <message>
        <source>There is no folder {folder} to write {name} into.</source>
        <translation>No existe la carpeta {folder} donde escribir {name}.</translation>
    </message>
    <message>
        <source>There is no layer called {name}.</source>
        <translation>No hay ninguna capa llamada {name}.</translation>
    </message>
    <message>
        <source>There is no layer “{name}” in {whose} for the hint; there are {known}.</source>
        <translation>Para la pista no hay ninguna capa «{name}» en {whose}; hay {known}.</translation>
    </message>
    <message>
        <source>There is no other layer that could follow {name}. Add one first.</source>
        <translation>No hay otra capa que pueda seguir a {name}. Añade una primero.</translation>
    </message>
    <message>
        <source>There is no other solution to go to.</source>
        <translation>No hay otra solución a la que ir.</translation>
    </message>
    <message>
        <source>There is no setting “{name}”; there are {known}.</source>
        <translation>No existe el ajuste «{name}»; existen {known}.</translation>
    </message>
    <message>
        <source>There is no teacher whose losses could say what is easy. Choose one, or another order of the examples.</source>
        <translation>No hay ninguna maestra cuyas pérdidas digan qué es fácil. Elige una, u otro orden de los ejemplos.</translation>
    </message>
    <message>
        <source>There is no text on the clipboard. Copy one first.</source>
        <translation>No hay ningún texto en el portapapeles. Copia uno primero.</translation>
    </message>
    <message>
        <source>There is no training whose steps could be looked at.</source>
        <translation>No hay ningún entrenamiento cuyos pasos se puedan mirar.</translation>
    </message>
    <message>
        <source>There is no walk on this surface.</source>
        <translation>No hay recorrido sobre esta superficie.</translation>
    </message>
    <message>
        <source>There is no walk yet: train a little first.</source>
        <translation>Todavía no hay camino: entrena un poco primero.</translation>
    </message>
    <message>
        <source>There is no weight “{name}”. The first one is {first}.</source>
        <translation>No hay ningún peso «{name}». El primero es {first}.</translation>
    </message>
    <message>
        <source>There is no “{name}” here; there are {known}.</source>
        <translation>Aquí no hay «{name}»; existen {known}.</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs, or take something smaller.</source>
        <translation>No hay memoria suficiente para esto. Cierra otros programas o usa algo más pequeño.</translation>
    </message>
    <message>
        <source>There would be {classes} classes, as “{first}” and “{second}”; a classification has at most {most}. Put the images of each class into a folder of its own.</source>
        <translation>Habría {classes} clases, como «{first}» y «{second}»; una clasificación tiene como máximo {most}. Pon las imágenes de cada clase en una carpeta propia.</translation>
    </message>
    <message>
        <source>Thin out above</source>
        <translation>Aclarar por encima de</translation>
    </message>
    <message>
        <source>This is a spreadsheet of another kind, or an archive. Open it and save it as .xlsx or CSV.</source>
        <translation>Es una hoja de cálculo de otro tipo, o un archivo comprimido. Ábrelo y guárdalo como .xlsx o CSV.</translation>
    </message>
    <message>
        <source>This is an old spreadsheet (.xls). Open it and save it as .xlsx or CSV.</source>
        <translation>Es una hoja de cálculo antigua (.xls). Ábrela y guárdala como .xlsx o CSV.</translation>
    </message>
    <message>
        <source>This is not the description of a Ladera project.</source>
        <translation>Esto no es la descripción de un proyecto de Ladera.</translation>
    </message>
    <message>
        <source>This needs about {needed:.1f} GB of memory, and {free:.1f} GB are free. Take less of it, or close other programs.</source>
        <translation>Esto necesita unos {needed:.1f} GB de memoria, y hay {free:.1f} GB libres. Toma menos datos, o cierra otros programas.</translation>
    </message>
    <message>
        <source>This network has no layer with weights yet. Draw it first, and connect it.</source>
        <translation>Esta red todavía no tiene ninguna capa con pesos. Primero dibújala y conéctala.</translation>
    </message>
    <message>
        <source>This parenthesis is never closed.</source>
        <translation>Este paréntesis no se cierra nunca.</translation>
    </message>
    <message>
        <source>This parenthesis was never opened.</source>
        <translation>Este paréntesis no se abrió nunca.</translation>
    </message>
    <message>
        <source>This project has no file yet. Save it under a name.</source>
        <translation>Este proyecto aún no tiene archivo. Guárdalo con un nombre.</translation>
    </message>
    <message>
        <source>This template does not fit the data of the project. Choose other data first; into an empty drawing it brings its own.</source>
        <translation>Esta plantilla no se ajusta a los datos del proyecto. Elige antes otros datos; en un dibujo vacío trae los suyos.</translation>
    </message>
    <message>
        <source>This template has several ends, or none: it cannot stand in a connection.</source>
        <translation>Esta plantilla tiene varios extremos, o ninguno: no puede quedar dentro de una conexión.</translation>
    </message>
    <message>
        <source>This template is a network of its own, for data that ask for whole rows of symbols.</source>
        <translation>Esta plantilla es una red propia, para datos que piden filas enteras de símbolos.</translation>
    </message>
    <message>
        <source>This template reads images of at least 8×8, and {shape} comes in.</source>
        <translation>Esta plantilla lee imágenes de al menos 8×8, y entra {shape}.</translation>
    </message>
    <message>
        <source>This was given up.</source>
        <translation>Se abandonó.</translation>
    </message>
    <message>
        <source>Those that scale each direction by its own gradients hardly notice how flat it is.</source>
        <translation>Los que escalan cada dirección con sus propios gradientes apenas notan lo llano que es.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Hilos</translation>
    </message>
    <message>
        <source>Three channels, or one: the brightness. Grey is enough where colour tells nothing, and takes a third of the memory.</source>
        <translation>Tres canales, o uno: el brillo. El gris basta cuando el color no dice nada, y ocupa un tercio de la memoria.</translation>
    </message>
    <message>
        <source>Three cultivars from 13 chemical measurements of 178 wines: learning without standardisation fails here.</source>
        <translation>Tres variedades a partir de 13 medidas químicas de 178 vinos: aquí, sin estandarizar, el aprendizaje fracasa.</translation>
    </message>
    <message>
        <source>Three hills and three hollows: a surface that needs hidden neurons.</source>
        <translation>Tres colinas y tres hondonadas: una superficie que necesita neuronas ocultas.</translation>
    </message>
    <message>
        <source>Three minima; only the one in the middle is the lowest.</source>
        <translation>Tres mínimos; solo el del medio es el más bajo.</translation>
    </message>
    <message>
        <source>Three species of iris from four lengths: 150 flowers; one species is easy, two overlap.</source>
        <translation>Tres especies de iris a partir de cuatro longitudes: 150 flores; una especie es fácil, dos se solapan.</translation>
    </message>
    <message>
        <source>Three ways down, room for a tail. At the origin even the curvature is zero: a degenerate point.</source>
        <translation>Tres bajadas, sitio para una cola. En el origen hasta la curvatura es cero: un punto degenerado.</translation>
    </message>
    <message>
        <source>Three-hump camel</source>
        <translation>Camello de tres jorobas</translation>
    </message>
    <message>
        <source>Through a narrow layer, the code, and back to the inputs: what passes is what matters most.</source>
        <translation>Por una capa estrecha, el código, y de vuelta a las entradas: pasa lo que más importa.</translation>
    </message>
    <message>
        <source>Tilted gutter</source>
        <translation>Canal inclinado</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Límite de tiempo</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>To another solution</source>
        <translation>Hacia otra solución</translation>
    </message>
    <message>
        <source>To the other solution</source>
        <translation>Hacia la otra solución</translation>
    </message>
    <message>
        <source>To the third solution</source>
        <translation>Hacia la tercera solución</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Demasiado grande</translation>
    </message>
    <message>
        <source>Too small</source>
        <translation>Demasiado pequeña</translation>
    </message>
    <message>
        <source>Traditional Chinese (Big5)</source>
        <translation>Chino tradicional (Big5)</translation>
    </message>
    <message>
        <source>Trainable</source>
        <translation>Entrenable</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>Transpuesta</translation>
    </message>
    <message>
        <source>Transposed convolution 1-D</source>
        <translation>Convolución traspuesta 1-D</translation>
    </message>
    <message>
        <source>Transposed convolution 2-D</source>
        <translation>Convolución traspuesta 2-D</translation>
    </message>
    <message>
        <source>Turkish (Windows)</source>
        <translation>Turco (Windows)</translation>
    </message>
    <message>
        <source>Turned from {mode} into RGB, without colour profiles.</source>
        <translation>Convertida de {mode} a RGB, sin perfiles de color.</translation>
    </message>
    <message>
        <source>Turned or mirrored it is another picture.</source>
        <translation>Girada o reflejada es otra imagen.</translation>
    </message>
    <message>
        <source>Turned upright, as the camera says.</source>
        <translation>Enderezada, como indica la cámara.</translation>
    </message>
    <message>
        <source>Turns an axis round. A recurrent layer behind it reads a sequence from its end; turned round again and put beside one that reads forwards, that is a bidirectional layer.</source>
        <translation>Invierte un eje. Una capa recurrente detrás lee la secuencia desde el final; invertida de nuevo y puesta junto a otra que lee hacia delante, forma una capa bidireccional.</translation>
    </message>
    <message>
        <source>Turns numbers into probabilities: all positive, with sum 1. The largest number takes most. The losses for several classes do this by themselves.</source>
        <translation>Convierte números en probabilidades: todas positivas, con suma 1. El mayor se lleva la mayor parte. Las pérdidas para varias clases lo hacen por sí mismas.</translation>
    </message>
    <message>
        <source>Turns words, given by their numbers, into vectors that are learned. Words that are used alike come to lie near each other.</source>
        <translation>Convierte palabras, dadas por su número, en vectores que se aprenden. Las palabras de uso parecido acaban cerca unas de otras.</translation>
    </message>
    <message>
        <source>Two blocks of two 3×3 convolutions and a pooling, the second with twice the filters (Simonyan and Zisserman 2015). For images.</source>
        <translation>Dos bloques de dos convoluciones de 3×3 y un submuestreo, el segundo con el doble de filtros (Simonyan y Zisserman 2015). Para imágenes.</translation>
    </message>
    <message>
        <source>Two clouds</source>
        <translation>Dos nubes</translation>
    </message>
    <message>
        <source>Two convolutions, each with a pooling, and three dense layers (LeCun et al. 1998), with today&apos;s ReLU and maxima. For images.</source>
        <translation>Dos convoluciones, cada una con un submuestreo, y tres capas densas (LeCun et al. 1998), con ReLU y máximos como hoy se usan. Para imágenes.</translation>
    </message>
    <message>
        <source>Two heads</source>
        <translation>Dos cabezas</translation>
    </message>
    <message>
        <source>Two hidden layers of 16 units with ReLU: a network for rows of numbers.</source>
        <translation>Dos capas ocultas de 16 unidades con ReLU: una red para filas de números.</translation>
    </message>
    <message>
        <source>Two intertwined arms: it takes several hidden layers, or sines as features.</source>
        <translation>Dos brazos entrelazados: hacen falta varias capas ocultas, o senos como características.</translation>
    </message>
    <message>
        <source>Two layers and a shortcut past them, added up at the end (He et al. 2016): it keeps the shape of what comes in.</source>
        <translation>Dos capas y un atajo que las rodea, sumados al final (He et al. 2016): conserva la forma de lo que entra.</translation>
    </message>
    <message>
        <source>Two layers are called {name}. Rename one of them.</source>
        <translation>Dos capas se llaman {name}. Renombra una de ellas.</translation>
    </message>
    <message>
        <source>Two layers are multiplied as matrices only in an attention.</source>
        <translation>Dos capas se multiplican como matrices solo en una atención.</translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation>Dos lunas</translation>
    </message>
    <message>
        <source>Two numbers as they are written, a mark, and their sum, as far as it is written: which digit comes next? What is carried comes from the right, and is written from the left.</source>
        <translation>Dos números como se escriben, una marca y su suma, hasta donde está escrita: ¿qué cifra viene después? Lo que se lleva viene de la derecha, y se escribe desde la izquierda.</translation>
    </message>
    <message>
        <source>Two random directions, each part as long as the weights it changes, so that layers of different scale can be compared.</source>
        <translation>Dos direcciones al azar, cada parte tan larga como los pesos que cambia, para poder comparar capas de distinta escala.</translation>
    </message>
    <message>
        <source>Two round clouds: one neuron on x₁ and x₂ separates them.</source>
        <translation>Dos nubes redondas: una neurona sobre x₁ y x₂ las separa.</translation>
    </message>
    <message>
        <source>Two spirals</source>
        <translation>Dos espirales</translation>
    </message>
    <message>
        <source>Two streams</source>
        <translation>Dos vías</translation>
    </message>
    <message>
        <source>Two ways through layers of their own, joined side by side: half of the columns in each.</source>
        <translation>Dos caminos por capas propias, unidos uno junto a otro: la mitad de las columnas en cada uno.</translation>
    </message>
    <message>
        <source>Two weights</source>
        <translation>Dos pesos</translation>
    </message>
    <message>
        <source>UTF-16, big endian</source>
        <translation>UTF-16, extremo mayor primero</translation>
    </message>
    <message>
        <source>UTF-16, little endian</source>
        <translation>UTF-16, extremo menor primero</translation>
    </message>
    <message>
        <source>UTF-8 with a byte order mark</source>
        <translation>UTF-8 con marca de orden de bytes</translation>
    </message>
    <message>
        <source>Uniform</source>
        <translation>Uniforme</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unidades</translation>
    </message>
    <message>
        <source>Units of D</source>
        <translation>Unidades de D</translation>
    </message>
    <message>
        <source>Units of G</source>
        <translation>Unidades de G</translation>
    </message>
    <message>
        <source>Units of each</source>
        <translation>Unidades de cada una</translation>
    </message>
    <message>
        <source>Units of {name} are muted, so the layers do not collapse into one.</source>
        <translation>Hay unidades silenciadas en {name}, así que las capas no se reducen a una.</translation>
    </message>
    <message>
        <source>Units that give 0 whatever comes in, while training too: their numbers from 1, as in 2, 5-8. Empty for none.</source>
        <translation>Unidades que dan 0 sin importar lo que llegue, también al entrenar: sus números desde 1, como 2, 5-8. Vacío si no hay ninguna.</translation>
    </message>
    <message>
        <source>Unsaved work cannot be kept in {path}: {detail}. Save often.</source>
        <translation>No se puede conservar en {path} el trabajo sin guardar: {detail}. Guarda a menudo.</translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation>Sube y baja</translation>
    </message>
    <message>
        <source>Up to 16 the partition function is computed exactly, as a sum over all their states.</source>
        <translation>Hasta 16, la función de partición se calcula exactamente, como suma sobre todos sus estados.</translation>
    </message>
    <message>
        <source>Update gate</source>
        <translation>Puerta de actualización</translation>
    </message>
    <message>
        <source>Upright edges</source>
        <translation>Bordes verticales</translation>
    </message>
    <message>
        <source>Upsampling 1-D</source>
        <translation>Sobremuestreo 1-D</translation>
    </message>
    <message>
        <source>Upsampling 2-D</source>
        <translation>Sobremuestreo 2-D</translation>
    </message>
    <message>
        <source>Validation (%)</source>
        <translation>Validación (%)</translation>
    </message>
    <message>
        <source>Validation and test take {share:.0%} of the examples; leave at least 5 % for training.</source>
        <translation>Validación y prueba se llevan el {share:.0%} de los ejemplos; deja al menos un 5 % para entrenar.</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>Parte de validación</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Value and key must have the same number of steps, but {value} meets {key}.</source>
        <translation>Valor y clave deben tener el mismo número de pasos, pero {value} se encuentra con {key}.</translation>
    </message>
    <message>
        <source>Values from 3 to a million: look at it with logarithmic height.</source>
        <translation>Valores de 3 a un millón: míralo con altura logarítmica.</translation>
    </message>
    <message>
        <source>Variational autoencoder</source>
        <translation>Autocodificador variacional</translation>
    </message>
    <message>
        <source>Vertical bar</source>
        <translation>Barra vertical</translation>
    </message>
    <message>
        <source>Visible units</source>
        <translation>Unidades visibles</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulario</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Calentamiento</translation>
    </message>
    <message>
        <source>Wavelength λ</source>
        <translation>Longitud λ</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>Ondas</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Decaimiento de pesos</translation>
    </message>
    <message>
        <source>Weight of the hint</source>
        <translation>Peso de la pista</translation>
    </message>
    <message>
        <source>Weights are one row of floating-point numbers; these are {dtype} of shape {shape}.</source>
        <translation>Los pesos son una fila de números de coma flotante; estos son {dtype} de forma {shape}.</translation>
    </message>
    <message>
        <source>Weights of Ladera or PyTorch</source>
        <translation>Pesos de Ladera o PyTorch</translation>
    </message>
    <message>
        <source>Weights that have seen large gradients take smaller steps. The steps only ever shrink, in the end to nothing.</source>
        <translation>Los pesos que han visto gradientes grandes dan pasos menores. Los pasos solo pueden encoger, al final hasta nada.</translation>
    </message>
    <message>
        <source>Western European (DOS)</source>
        <translation>Europa occidental (DOS)</translation>
    </message>
    <message>
        <source>Western European (ISO 8859-1)</source>
        <translation>Europa occidental (ISO 8859-1)</translation>
    </message>
    <message>
        <source>Western European (Mac Roman)</source>
        <translation>Europa occidental (Mac Roman)</translation>
    </message>
    <message>
        <source>Western European (Windows)</source>
        <translation>Europa occidental (Windows)</translation>
    </message>
    <message>
        <source>What a kernel does to a point</source>
        <translation>Lo que un núcleo le hace a un punto</translation>
    </message>
    <message>
        <source>What a text is a row of: its words and marks, or its letters.</source>
        <translation>De qué es una fila un texto: de sus palabras y signos, o de sus letras.</translation>
    </message>
    <message>
        <source>What comes into the picture when an image is shifted, turned or made smaller. Zero is black in most images.</source>
        <translation>Lo que entra en la imagen cuando se desplaza, se gira o se reduce. Cero es negro en la mayoría de las imágenes.</translation>
    </message>
    <message>
        <source>What comes next? Some values of a wave, of which neither length nor height is known.</source>
        <translation>¿Qué viene después? Algunos valores de una onda de la que no se conocen ni la longitud ni la altura.</translation>
    </message>
    <message>
        <source>What each pixel adds to the score on the way from a picture without information; all together they add up to the difference of the scores.</source>
        <translation>Lo que cada píxel suma a la puntuación en el camino desde una imagen sin información; todos juntos suman la diferencia de las puntuaciones.</translation>
    </message>
    <message>
        <source>What every step takes off fine patterns; without it the network is often content with noise that a person cannot read.</source>
        <translation>Lo que cada paso quita a los detalles finos; sin eso la red suele conformarse con un ruido que una persona no puede leer.</translation>
    </message>
    <message>
        <source>What is drawn is as large and as strong as in the data.</source>
        <translation>Lo dibujado es tan grande y tan intenso como en los datos.</translation>
    </message>
    <message>
        <source>What is invented has no {role} of the data to go by.</source>
        <translation>Lo inventado no tiene {role} de los datos en que apoyarse.</translation>
    </message>
    <message>
        <source>What is kept of each window: the strongest answer, the mean, the sum or the weakest. The gradient of a maximum goes only to the element that won.</source>
        <translation>Lo que se conserva de cada ventana: la respuesta más fuerte, la media, la suma o la más débil. El gradiente de un máximo va solo al elemento que ganó.</translation>
    </message>
    <message>
        <source>What is put around the input: nothing; zeros, so many that a stride of 1 keeps the size, with the odd one after or before; in a sequence, zeros before only, so that no step sees a later one; zeros up to the last place where the window still touches the input; as many places as for the same size, in which the input is mirrored; or as many zeros as you say.</source>
        <translation>Lo que se pone alrededor de la entrada: nada; ceros, tantos que un paso de 1 conserve el tamaño, con el impar detrás o delante; en una secuencia, ceros solo delante, de modo que ningún paso vea uno posterior; ceros hasta el último lugar en que la ventana aún toca la entrada; tantos lugares como para el mismo tamaño, en los que la entrada se refleja; o tantos ceros como digas.</translation>
    </message>
    <message>
        <source>What k counts: finished passes over the data, or finished steps.</source>
        <translation>Lo que cuenta k: pasadas por los datos terminadas, o pasos terminados.</translation>
    </message>
    <message>
        <source>What leaves {name} has no shape yet. Connect it to an input first.</source>
        <translation>Lo que sale de {name} aún no tiene forma. Conéctala antes a una entrada.</translation>
    </message>
    <message>
        <source>What reads it is set by numbers of the file in Ladera.</source>
        <translation>En Ladera, lo que la lee se ajusta con números del archivo.</translation>
    </message>
    <message>
        <source>What stands around a cell that holds the delimiter.</source>
        <translation>Lo que rodea una celda que contiene el delimitador.</translation>
    </message>
    <message>
        <source>What stands at the new places: the number of an old one, repeated, or a mixture of the two beside it, of the four in an image, in proportion to how near they are. Places are counted from their middles, or from the first to the last (align_corners of PyTorch).</source>
        <translation>Qué hay en los lugares nuevos: el número de uno viejo, repetido, o una mezcla de los dos que están al lado, de los cuatro en una imagen, en proporción a lo cerca que están. Los lugares se cuentan desde su centro, o del primero al último (align_corners de PyTorch).</translation>
    </message>
    <message>
        <source>What stands before the decimals of a number; the other mark parts thousands.</source>
        <translation>Lo que va antes de los decimales de un número; el otro signo separa los millares.</translation>
    </message>
    <message>
        <source>What stands between two cells.</source>
        <translation>Lo que va entre dos celdas.</translation>
    </message>
    <message>
        <source>What stands where the patch was. Black is not nothing: on standardised data it is an extreme value.</source>
        <translation>Lo que queda donde estaba el parche. El negro no es nada neutro: en datos estandarizados es un valor extremo.</translation>
    </message>
    <message>
        <source>What the data say</source>
        <translation>Lo que dicen los datos</translation>
    </message>
    <message>
        <source>What the file says of it is not understood.</source>
        <translation>No se entiende lo que el archivo dice de ella.</translation>
    </message>
    <message>
        <source>What the last step changed is known after the next one.</source>
        <translation>Lo que cambió el último paso se conoce después del siguiente.</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied with each time.</source>
        <translation>Por lo que se multiplica cada vez la tasa de aprendizaje.</translation>
    </message>
    <message>
        <source>What the prediction is compared with. A head that has to give the inputs back makes the layers before it keep what matters: an autoencoder.</source>
        <translation>Con qué se compara la predicción. Una cabeza que tiene que devolver las entradas hace que las capas anteriores conserven lo que importa: un autocodificador.</translation>
    </message>
    <message>
        <source>What the teacher finds easy first</source>
        <translation>Primero lo que le es fácil a la maestra</translation>
    </message>
    <message>
        <source>What the text is a row of: its letters, blanks and marks, or its words.</source>
        <translation>De qué es una fila el texto: de sus letras, espacios y signos, o de sus palabras.</translation>
    </message>
    <message>
        <source>What the words are learned from: a text that comes with Ladera, or the data of the project, where those are a text.</source>
        <translation>De qué se aprenden las palabras: un texto que viene con Ladera, o los datos del proyecto, si son un texto.</translation>
    </message>
    <message>
        <source>What to do with a row in which an input is missing.</source>
        <translation>Qué hacer con una fila en la que falta una entrada.</translation>
    </message>
    <message>
        <source>What training makes small. Squared error for numbers; cross-entropy for classes.</source>
        <translation>Lo que el entrenamiento hace pequeño. Error cuadrático para números; entropía cruzada para clases.</translation>
    </message>
    <message>
        <source>Where each step stands, and two blocks: attention of four heads to the past, and two dense layers, each beside a shortcut and behind a normalisation (Vaswani et al. 2017).</source>
        <translation>Dónde está cada paso, y dos bloques: atención de cuatro cabezas al pasado y dos capas densas, cada una junto a un atajo y detrás de una normalización (Vaswani et al. 2017).</translation>
    </message>
    <message>
        <source>Where the walk goes</source>
        <translation>Hacia donde va el camino</translation>
    </message>
    <message>
        <source>Where the windows leave a rest at the end, one more window sees what there is of it (ceil_mode of PyTorch). Off: nothing sees it.</source>
        <translation>Donde las ventanas dejan un resto al final, una ventana más ve lo que hay de él (ceil_mode de PyTorch). Desactivado: nada lo ve.</translation>
    </message>
    <message>
        <source>Where they were (PCD)</source>
        <translation>Donde estaban (PCD)</translation>
    </message>
    <message>
        <source>Whether the first row names the columns.</source>
        <translation>Si la primera fila nombra las columnas.</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>Cuáles</translation>
    </message>
    <message>
        <source>Which axis is cut; 1 is the first axis of an example.</source>
        <translation>Qué eje se recorta; 1 es el primer eje de un ejemplo.</translation>
    </message>
    <message>
        <source>Which axis is turned round; 1 is the first axis of an example, the steps of a sequence.</source>
        <translation>Qué eje se invierte; 1 es el primer eje de un ejemplo, los pasos de una secuencia.</translation>
    </message>
    <message>
        <source>Which axis of the input comes first, second and so on; 1 is the first.</source>
        <translation>Qué eje de la entrada va primero, cuál segundo, etcétera; 1 es el primero.</translation>
    </message>
    <message>
        <source>Which comes first in dates like 3/4/2025.</source>
        <translation>Qué va primero en fechas como 3/4/2025.</translation>
    </message>
    <message>
        <source>Which inputs of the data enter here, by name or number: age, 3, 5-8. Empty for all of them. A network with several inputs can look at each group by itself first.</source>
        <translation>Qué entradas de los datos entran por aquí, por nombre o número: edad, 3, 5-8. Vacío para todas. Una red con varias entradas puede mirar primero cada grupo por separado.</translation>
    </message>
    <message>
        <source>Which sheet of a workbook; the first if empty.</source>
        <translation>Qué hoja de un libro; la primera si está vacío.</translation>
    </message>
    <message>
        <source>Which symbol comes next? The examples are numbers of symbols, for an embedding: give it a vocabulary as large as that of the data.</source>
        <translation>¿Qué símbolo sigue? Los ejemplos son números de símbolos, para una capa de embedding: dale un vocabulario tan grande como el de los datos.</translation>
    </message>
    <message>
        <source>White shows through where it is transparent.</source>
        <translation>Donde es transparente se ve el blanco.</translation>
    </message>
    <message>
        <source>White space</source>
        <translation>Espacio en blanco</translation>
    </message>
    <message>
        <source>Who leaves the saddle first</source>
        <translation>Quién sale primero del punto de silla</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Ancho</translation>
    </message>
    <message>
        <source>Width σ</source>
        <translation>Anchura σ</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>Vino</translation>
    </message>
    <message>
        <source>With classes of different size, let each class weigh the same in training: an example counts N / (classes × examples of its class). Losses that are shown for whole parts stay without weights.</source>
        <translation>Con clases de distinto tamaño, haz que cada clase pese lo mismo en el entrenamiento: un ejemplo cuenta N / (clases × ejemplos de su clase). Las pérdidas que se muestran de partes enteras no llevan pesos.</translation>
    </message>
    <message>
        <source>With four units in each layer D cannot draw eight islands: some clouds are never found, though D is deceived.</source>
        <translation>Con cuatro unidades en cada capa D no puede dibujar ocho islas: algunas nubes nunca se encuentran, aunque D se deja engañar.</translation>
    </message>
    <message>
        <source>With patience: when it ends the training, or the last epoch does, go back to the weights of the best epoch. A goal or the time limit keeps the weights that it stopped with.</source>
        <translation>Con paciencia: cuando ella o la última época termina el entrenamiento, vuelve a los pesos de la mejor época. Un objetivo o el límite de tiempo conserva los pesos con los que paró.</translation>
    </message>
    <message>
        <source>With ten Gibbs steps in place of one: the exact probabilities of all images, and particles that pile up on them.</source>
        <translation>Con diez pasos de Gibbs en lugar de uno: las probabilidades exactas de todas las imágenes, y partículas que se acumulan en ellas.</translation>
    </message>
    <message>
        <source>Without examples nothing goes along the weights of {name}.</source>
        <translation>Sin ejemplos nada pasa por los pesos de {name}.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Palabras</translation>
    </message>
    <message>
        <source>Words and up to ten whole numbers are classes, other numbers are quantities.</source>
        <translation>Las palabras y hasta diez números enteros son clases; los demás números son cantidades.</translation>
    </message>
    <message>
        <source>Words as vectors</source>
        <translation>Palabras como vectores</translation>
    </message>
    <message>
        <source>Words at most</source>
        <translation>Palabras como máximo</translation>
    </message>
    <message>
        <source>Words that are less often in the text are left out.</source>
        <translation>Las palabras que aparecen menos veces en el texto se dejan fuera.</translation>
    </message>
    <message>
        <source>Written for Ladera (CC0)</source>
        <translation>Escrito para Ladera (CC0)</translation>
    </message>
    <message>
        <source>Your file. A copy of it stays inside the project.</source>
        <translation>Tu archivo. Una copia se queda dentro del proyecto.</translation>
    </message>
    <message>
        <source>Your files. A copy of the images, in the size and colours that you chose, stays inside the project.</source>
        <translation>Tus archivos. Una copia de las imágenes, con el tamaño y los colores que elegiste, queda dentro del proyecto.</translation>
    </message>
    <message>
        <source>Your images</source>
        <translation>Tus imágenes</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>Tuyos</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>Tu texto</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Cero</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Ceros</translation>
    </message>
    <message>
        <source>Zeros around an image belong to a convolution or a pooling.</source>
        <translation>Los ceros alrededor de una imagen son de una convolución o de una agrupación.</translation>
    </message>
    <message>
        <source>Zeros count in a mean</source>
        <translation>Los ceros cuentan en una media</translation>
    </message>
    <message>
        <source>Zeros on each side</source>
        <translation>Ceros por cada lado</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>a curriculum</source>
        <translation>un currículo</translation>
    </message>
    <message>
        <source>a hint</source>
        <translation>una pista</translation>
    </message>
    <message>
        <source>a rate of their own for earlier layers</source>
        <translation>una tasa propia para las capas anteriores</translation>
    </message>
    <message>
        <source>all {count} training examples</source>
        <translation>los {count} ejemplos de entrenamiento</translation>
    </message>
    <message>
        <source>average</source>
        <translation>media</translation>
    </message>
    <message>
        <source>balanced</source>
        <translation>equilibrado</translation>
    </message>
    <message>
        <source>class</source>
        <translation>clase</translation>
    </message>
    <message>
        <source>cultivar</source>
        <translation>variedad</translation>
    </message>
    <message>
        <source>days since 1970-01-01</source>
        <translation>días desde el 1970-01-01</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>diagnóstico</translation>
    </message>
    <message>
        <source>digit</source>
        <translation>dígito</translation>
    </message>
    <message>
        <source>f′(z) is missing: what arrives at the unit goes back through its activation function too.</source>
        <translation>Falta f′(z): lo que llega a la unidad vuelve también a través de su función de activación.</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>horas</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>entradas</translation>
    </message>
    <message>
        <source>language</source>
        <translation>idioma</translation>
    </message>
    <message>
        <source>letter</source>
        <translation>letra</translation>
    </message>
    <message>
        <source>near a minimum: the gradient is small and no curvature is negative</source>
        <translation>cerca de un mínimo: el gradiente es pequeño y ninguna curvatura es negativa</translation>
    </message>
    <message>
        <source>near a saddle of index about {index}, between {least} and {most}: the gradient is small, and so many directions fall</source>
        <translation>cerca de un punto de silla de índice {index} aproximadamente, entre {least} y {most}: el gradiente es pequeño y esa cantidad de direcciones baja</translation>
    </message>
    <message>
        <source>near a saddle of index {index}: the gradient is small, and {index} directions fall</source>
        <translation>cerca de una silla de índice {index}: el gradiente es pequeño y {index} direcciones bajan</translation>
    </message>
    <message>
        <source>next</source>
        <translation>siguiente</translation>
    </message>
    <message>
        <source>noise like the picture&apos;s</source>
        <translation>ruido como el de la imagen</translation>
    </message>
    <message>
        <source>on a plateau: gradient and curvature are both small</source>
        <translation>en una meseta: gradiente y curvatura son pequeños</translation>
    </message>
    <message>
        <source>on a slope: the gradient is not small</source>
        <translation>en una ladera: el gradiente no es pequeño</translation>
    </message>
    <message>
        <source>opinion</source>
        <translation>opinión</translation>
    </message>
    <message>
        <source>other classes</source>
        <translation>otras clases</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>salidas</translation>
    </message>
    <message>
        <source>progression</source>
        <translation>progresión</translation>
    </message>
    <message>
        <source>sigmoid</source>
        <translation>sigmoide</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>species</source>
        <translation>especie</translation>
    </message>
    <message>
        <source>test</source>
        <translation>prueba</translation>
    </message>
    <message>
        <source>the grey in the middle of its range</source>
        <translation>el gris del centro de su rango</translation>
    </message>
    <message>
        <source>the mean of the picture</source>
        <translation>la media de la imagen</translation>
    </message>
    <message>
        <source>the network&apos;s zero</source>
        <translation>el cero de la red</translation>
    </message>
    <message>
        <source>the teacher</source>
        <translation>la maestra</translation>
    </message>
    <message>
        <source>the {count} examples of step {step}’s minibatch</source>
        <translation>los {count} ejemplos del minilote del paso {step}</translation>
    </message>
    <message>
        <source>this network</source>
        <translation>esta red</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entrenamiento</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>validación</translation>
    </message>
    <message>
        <source>what lies around</source>
        <translation>lo que hay alrededor</translation>
    </message>
    <message>
        <source>x goes to 0, but y falls for ever: f = 130, 93.1, 69.16, 53.5144, … and no minimum.</source>
        <translation>x tiende a 0, pero y cae para siempre: f = 130, 93.1, 69.16, 53.5144, … y no hay mínimo.</translation>
    </message>
    <message>
        <source>{a} and {b} do not fit together: counted from the end, two axes must be equally long, or one of them 1.</source>
        <translation>{a} y {b} no encajan: contados desde el final, dos ejes deben tener la misma longitud, o uno de ellos 1.</translation>
    </message>
    <message>
        <source>{count} of {total} training examples, always the same</source>
        <translation>{count} de {total} ejemplos de entrenamiento, siempre los mismos</translation>
    </message>
    <message>
        <source>{examples} examples are too few to be split into training, validation and test: use more examples or other shares.</source>
        <translation>{examples} ejemplos son muy pocos para repartirlos en entrenamiento, validación y prueba: usa más ejemplos u otras partes.</translation>
    </message>
    <message>
        <source>{file} does not fit this network: it also holds {extra}.</source>
        <translation>{file} no encaja en esta red: contiene además {extra}.</translation>
    </message>
    <message>
        <source>{file} does not fit this network: it lacks {missing}.</source>
        <translation>{file} no encaja en esta red: le falta {missing}.</translation>
    </message>
    <message>
        <source>{file} does not fit this network: {name} has the shape {shape}; the network needs {wanted}.</source>
        <translation>{file} no encaja en esta red: {name} tiene la forma {shape}; la red necesita {wanted}.</translation>
    </message>
    <message>
        <source>{file} does not hold the weights that {name} says it does.</source>
        <translation>{file} no contiene los pesos que {name} dice que contiene.</translation>
    </message>
    <message>
        <source>{file} has the weights of {layers} as they are, those of muted units too: which units are muted is a note in the file, and Ladera reads the weights back unchanged.</source>
        <translation>{file} tiene los pesos de {layers} tal como son, también los de las unidades silenciadas: cuáles lo están es una nota dentro del archivo, y Ladera vuelve a leer los pesos sin cambios.</translation>
    </message>
    <message>
        <source>{file} holds no network that Ladera can take. {reason}</source>
        <translation>{file} no contiene ninguna red que Ladera pueda usar. {reason}</translation>
    </message>
    <message>
        <source>{file} holds {name}, which is no array of a Ladera network, like dense_1/kernel, nor of a state dict of PyTorch, like fc1.weight.</source>
        <translation>{file} contiene {name}, que no es un arreglo de una red de Ladera, como dense_1/kernel, ni de un «state dict» de PyTorch, como fc1.weight.</translation>
    </message>
    <message>
        <source>{file} is damaged: {name} does not fit. {reason}</source>
        <translation>{file} está dañado: {name} no encaja. {reason}</translation>
    </message>
    <message>
        <source>{file} is silent where units of {layers} are muted: the weights that lead to them are zeros, or a layer of zeros and ones follows.</source>
        <translation>{file} calla donde hay unidades silenciadas de {layers}: los pesos que llevan a ellas son ceros, o las sigue una capa de ceros y unos.</translation>
    </message>
    <message>
        <source>{file}: the weights {name} are sparse, and Ladera&apos;s are not.</source>
        <translation>{file}: los pesos {name} son dispersos, y los de Ladera no lo son.</translation>
    </message>
    <message>
        <source>{file}: {name} holds values that are not finite numbers.</source>
        <translation>{file}: {name} contiene valores que no son números finitos.</translation>
    </message>
    <message>
        <source>{file}: {name} is of type {dtype}; weights are float16, bfloat16, float32 or float64.</source>
        <translation>{file}: {name} es de tipo {dtype}; los pesos son float16, bfloat16, float32 o float64.</translation>
    </message>
    <message>
        <source>{file}: {name} is of type {dtype}; weights are float16, float32 or float64.</source>
        <translation>{file}: {name} es de tipo {dtype}; los pesos son float16, float32 o float64.</translation>
    </message>
    <message>
        <source>{function} is a layer of its own. Leave it out where the Output follows: with a loss for classes it applies it itself.</source>
        <translation>{function} es una capa propia. Quítala si sigue Output: con una pérdida para clases, ella misma la aplica.</translation>
    </message>
    <message>
        <source>{layer} gives no maps: Grad-CAM needs a layer that keeps places apart, such as a convolution.</source>
        <translation>{layer} no da mapas: Grad-CAM necesita una capa que conserve los lugares, como una convolución.</translation>
    </message>
    <message>
        <source>{layer} gives no single numbers: its units cannot be drawn over the plane.</source>
        <translation>{layer} no da números sueltos: sus unidades no se pueden dibujar sobre el plano.</translation>
    </message>
    <message>
        <source>{layer} has no step {step}; it has {steps}.</source>
        <translation>{layer} no tiene el paso {step}; tiene {steps}.</translation>
    </message>
    <message>
        <source>{layer} has no such unit.</source>
        <translation>{layer} no tiene esa unidad.</translation>
    </message>
    <message>
        <source>{layer} has nothing called {name} at its steps.</source>
        <translation>{layer} no tiene nada llamado {name} en sus pasos.</translation>
    </message>
    <message>
        <source>{layer} has {heads} heads and looks from {steps} steps at {seen}.</source>
        <translation>{layer} tiene {heads} cabezas y mira desde {steps} pasos a {seen}.</translation>
    </message>
    <message>
        <source>{layer} has {units} units; there is no unit {unit}.</source>
        <translation>{layer} tiene {units} unidades; no hay ninguna unidad {unit}.</translation>
    </message>
    <message>
        <source>{layer} has {units} units; there is none with number {number}.</source>
        <translation>{layer} tiene {units} unidades; no hay ninguna con el número {number}.</translation>
    </message>
    <message>
        <source>{layer} is called as {call}.</source>
        <translation>{layer} se llama así: {call}.</translation>
    </message>
    <message>
        <source>{layer} is no 2-D convolution.</source>
        <translation>{layer} no es una convolución 2-D.</translation>
    </message>
    <message>
        <source>{layer} is no attention.</source>
        <translation>{layer} no es una capa de atención.</translation>
    </message>
    <message>
        <source>{layer} is no code: what leaves the network does not come from it alone.</source>
        <translation>{layer} no es un código: lo que sale de la red no viene solo de ahí.</translation>
    </message>
    <message>
        <source>{layer} is no output: nothing is compared there.</source>
        <translation>{layer} no es una salida: allí no se compara nada.</translation>
    </message>
    <message>
        <source>{layer} shows nothing called {name}; it shows: {known}.</source>
        <translation>{layer} no muestra nada llamado {name}; muestra: {known}.</translation>
    </message>
    <message>
        <source>{layer}: the numbers are no longer finite. Begin anew, and try a smaller learning rate.</source>
        <translation>{layer}: los números ya no son finitos. Conviene empezar de nuevo con una tasa de aprendizaje menor.</translation>
    </message>
    <message>
        <source>{mixed} puts the rows that the {link} of {source} has made together in another way, so that {output} would apply it a second time. Take the {link} out of {source}: {output} applies it itself.</source>
        <translation>{mixed} reordena las filas que formó la función {link} de {source}, de modo que {output} la aplicaría por segunda vez. Quita {link} de {source}: {output} ya la aplica.</translation>
    </message>
    <message>
        <source>{name} applies “{activation}”, which is not linear, so the layers do not collapse into one. Choose “{linear}” in {name} to see it.</source>
        <translation>{name} aplica «{activation}», que no es lineal, así que las capas no se reducen a una sola. Elige «{linear}» en {name} para verlo.</translation>
    </message>
    <message>
        <source>{name} asks for weights outside of its folder, in “{file}”. Nothing is read there: save it with all of its weights inside.</source>
        <translation>{name} pide pesos fuera de su carpeta, en «{file}». Allí no se lee nada: guárdalo con todos sus pesos dentro.</translation>
    </message>
    <message>
        <source>{name} cannot be read: it takes longer than {seconds:.0f} s.</source>
        <translation>No se puede leer {name}: tarda más de {seconds:.0f} s.</translation>
    </message>
    <message>
        <source>{name} cannot be read: it takes more than {most} MB of memory.</source>
        <translation>No se puede leer {name}: requiere más de {most} MB de memoria.</translation>
    </message>
    <message>
        <source>{name} cannot be read: the program that reads it did not survive it.</source>
        <translation>No se puede leer {name}: el programa que lo lee dejó de funcionar.</translation>
    </message>
    <message>
        <source>{name} cannot be read: {detail}.</source>
        <translation>No se puede leer {name}: {detail}.</translation>
    </message>
    <message>
        <source>{name} cannot read the data. {reason}</source>
        <translation>{name} no puede leer los datos. {reason}</translation>
    </message>
    <message>
        <source>{name} cannot share the weights of {owner}: it needs {needed}, and {owner} has {has}.</source>
        <translation>{name} no puede compartir los pesos de {owner}: necesita {needed}, y {owner} tiene {has}.</translation>
    </message>
    <message>
        <source>{name} cannot share the weights of “{owner}”: name another layer of the same kind that has weights of its own.</source>
        <translation>{name} no puede compartir los pesos de «{owner}»: nombra otra capa del mismo tipo que tenga pesos propios.</translation>
    </message>
    <message>
        <source>{name} cannot take what comes from {came}. {reason}</source>
        <translation>{name} no puede recibir lo que llega de {came}. {reason}</translation>
    </message>
    <message>
        <source>{name} does not say what shape its input has. Call the model once, or build it, before you save it.</source>
        <translation>{name} no dice qué forma tiene su entrada. Llama al modelo una vez, o constrúyelo, antes de guardarlo.</translation>
    </message>
    <message>
        <source>{name} gets {came} from {before}, but a target of the data is {expected}. Set the units of {before} to {expected}.</source>
        <translation>{name} recibe {came} de {before}, pero un objetivo de los datos es {expected}. Pon las unidades de {before} a {expected}.</translation>
    </message>
    <message>
        <source>{name} has no class number {target}; its classes are 0 to {last}.</source>
        <translation>{name} no tiene la clase número {target}; sus clases van de 0 a {last}.</translation>
    </message>
    <message>
        <source>{name} has no images with labels. It needs an array of images, as x_train of shape (N, height, width), and one of N labels, as y_train; it has: {known}.</source>
        <translation>{name} no tiene imágenes con etiquetas. Necesita un arreglo de imágenes, como x_train de forma (N, alto, ancho), y uno de N etiquetas, como y_train; tiene: {known}.</translation>
    </message>
    <message>
        <source>{name} has no trained weights. Open it, train it, save it, and choose it again.</source>
        <translation>{name} no tiene pesos entrenados. Ábrelo, entrénalo, guárdalo y vuelve a elegirlo.</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}; there is no weight at {place}.</source>
        <translation>{name} tiene la forma {shape}; no hay ningún peso en {place}.</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}; {patch} is no part of it.</source>
        <translation>{name} tiene la forma {shape}; {patch} no es una parte de ella.</translation>
    </message>
    <message>
        <source>{name} has too many layers: more than {most}.</source>
        <translation>{name} tiene demasiadas capas: más de {most}.</translation>
    </message>
    <message>
        <source>{name} has too many pixels, {shape}; up to {most} million are read. Make it smaller with another program.</source>
        <translation>{name} tiene demasiados píxeles, {shape}; se leen hasta {most} millones. Redúcela con otro programa.</translation>
    </message>
    <message>
        <source>{name} has too many pixels; up to {most} million are read. Make it smaller with another program.</source>
        <translation>{name} tiene demasiados píxeles; se leen hasta {most} millones. Redúcela con otro programa.</translation>
    </message>
    <message>
        <source>{name} holds a model of the class {kind}; Ladera reads Sequential and Functional models.</source>
        <translation>{name} contiene un modelo de la clase {kind}; Ladera lee modelos Sequential y Functional.</translation>
    </message>
    <message>
        <source>{name} holds images of different sizes for training and testing.</source>
        <translation>{name} contiene imágenes de tamaños distintos para entrenamiento y prueba.</translation>
    </message>
    <message>
        <source>{name} holds images; the file of their labels, {labels}, is to lie beside it.</source>
        <translation>{name} contiene imágenes; el archivo de sus etiquetas, {labels}, debe estar en la misma carpeta.</translation>
    </message>
    <message>
        <source>{name} holds more than {most} files. Choose the folder of the images.</source>
        <translation>{name} contiene más de {most} archivos. Elige la carpeta de las imágenes.</translation>
    </message>
    <message>
        <source>{name} holds numbers of shape {shape}, and no images of bytes.</source>
        <translation>{name} contiene números de forma {shape}, y no imágenes de bytes.</translation>
    </message>
    <message>
        <source>{name} holds weights without the model that they belong to.</source>
        <translation>{name} contiene pesos sin el modelo al que pertenecen.</translation>
    </message>
    <message>
        <source>{name} holds {images} images, and the file of its labels {labels} labels: they do not belong together.</source>
        <translation>{name} contiene {images} imágenes, y el archivo de sus etiquetas {labels} etiquetas: no se corresponden.</translation>
    </message>
    <message>
        <source>{name} holds {images} images; up to {most} are read. Use fewer.</source>
        <translation>{name} contiene {images} imágenes; se leen hasta {most}. Usa menos.</translation>
    </message>
    <message>
        <source>{name} is a beginning of the network; nothing can feed it.</source>
        <translation>{name} es un comienzo de la red; nada puede alimentarla.</translation>
    </message>
    <message>
        <source>{name} is a pickle: reading it would run whatever program is in it. In PyTorch write the weights with safetensors.torch.save_file(model.state_dict(), &quot;weights.safetensors&quot;), or the network with torch.onnx.export.</source>
        <translation>{name} es un «pickle»: leerlo ejecutaría cualquier programa que contenga. En PyTorch guarda los pesos con safetensors.torch.save_file(model.state_dict(), &quot;weights.safetensors&quot;), o la red con torch.onnx.export.</translation>
    </message>
    <message>
        <source>{name} is an archive. Unpack it, and choose the folder that comes out.</source>
        <translation>{name} es un archivo comprimido. Descomprímelo y elige la carpeta que resulta.</translation>
    </message>
    <message>
        <source>{name} is an end of the network; nothing can follow it.</source>
        <translation>{name} es un final de la red; nada puede seguirle.</translation>
    </message>
    <message>
        <source>{name} is another kind of layer there: “{there}”, and “{here}” here.</source>
        <translation>{name} es allí otro tipo de capa: «{there}», y aquí «{here}».</translation>
    </message>
    <message>
        <source>{name} is damaged or cut off: it promises {size} bytes.</source>
        <translation>{name} está dañado o cortado: anuncia {size} bytes.</translation>
    </message>
    <message>
        <source>{name} is damaged or hostile: it would become more than {most} numbers.</source>
        <translation>{name} está dañado o es malicioso: daría más de {most} números.</translation>
    </message>
    <message>
        <source>{name} is damaged or hostile: its part {file} has lists within lists without end.</source>
        <translation>{name} está dañado o es malicioso: su parte {file} tiene listas dentro de listas sin fin.</translation>
    </message>
    <message>
        <source>{name} is damaged or hostile: its part {file} has {size} bytes, more than {most}.</source>
        <translation>{name} está dañado o es hostil: su parte {file} tiene {size} bytes, más de {most}.</translation>
    </message>
    <message>
        <source>{name} is damaged, or holds something else than arrays of numbers.</source>
        <translation>{name} está dañado, o contiene algo que no son arreglos de números.</translation>
    </message>
    <message>
        <source>{name} is damaged, or not what its suffix says.</source>
        <translation>{name} está dañado, o no es lo que dice su extensión.</translation>
    </message>
    <message>
        <source>{name} is damaged: its part {file} cannot be read.</source>
        <translation>{name} está dañado: no se puede leer su parte {file}.</translation>
    </message>
    <message>
        <source>{name} is damaged: its part {file} holds {value} for a number.</source>
        <translation>{name} está dañado: su parte {file} tiene {value} en lugar de un número.</translation>
    </message>
    <message>
        <source>{name} is damaged: the part {file} is missing.</source>
        <translation>{name} está dañado: falta la parte {file}.</translation>
    </message>
    <message>
        <source>{name} is empty: it has 0 bytes.</source>
        <translation>{name} está vacío: tiene 0 bytes.</translation>
    </message>
    <message>
        <source>{name} is encrypted or packed in a way that cannot be read.</source>
        <translation>{name} está cifrado o comprimido de un modo que no se puede leer.</translation>
    </message>
    <message>
        <source>{name} is given no image: there is no place to cover up.</source>
        <translation>{name} no recibe ninguna imagen: no hay ningún lugar que tapar.</translation>
    </message>
    <message>
        <source>{name} is larger than {most} bytes.</source>
        <translation>{name} ocupa más de {most} bytes.</translation>
    </message>
    <message>
        <source>{name} is no Dense layer. Only Dense layers without activation, one after the other, collapse into one.</source>
        <translation>{name} no es una capa Densa. Solo las capas Densas sin activación, una tras otra, se reducen a una sola.</translation>
    </message>
    <message>
        <source>{name} is no IDX file.</source>
        <translation>{name} no es un archivo IDX.</translation>
    </message>
    <message>
        <source>{name} is no file of CIFAR: it has a label {label}, and there are {count} classes.</source>
        <translation>{name} no es un archivo de CIFAR: tiene una etiqueta {label}, y hay {count} clases.</translation>
    </message>
    <message>
        <source>{name} is no file of CIFAR: its size is no multiple of {one} or {two} bytes.</source>
        <translation>{name} no es un archivo de CIFAR: su tamaño no es múltiplo de {one} ni de {two} bytes.</translation>
    </message>
    <message>
        <source>{name} is no head of the network.</source>
        <translation>{name} no es una salida de la red.</translation>
    </message>
    <message>
        <source>{name} is no picture that can be read. Pictures are files of the kinds {kinds}.</source>
        <translation>{name} no es una imagen que se pueda leer. Las imágenes son archivos de los tipos {kinds}.</translation>
    </message>
    <message>
        <source>{name} is no recurrent layer: it has no state that goes from step to step.</source>
        <translation>{name} no es una capa recurrente: no tiene un estado que pase de un paso al siguiente.</translation>
    </message>
    <message>
        <source>{name} is not a project of Ladera, or a damaged one: it holds {file}.</source>
        <translation>{name} no es un proyecto de Ladera, o está dañado: contiene {file}.</translation>
    </message>
    <message>
        <source>{name} is not a weight for each number of {source}.</source>
        <translation>{name} no es un peso por cada número de {source}.</translation>
    </message>
    <message>
        <source>{name} is not given the {count} numbers that are to be kept within a range.</source>
        <translation>{name} no recibe los {count} números que deben quedar dentro de un rango.</translation>
    </message>
    <message>
        <source>{name} is not trained: no step moves it.</source>
        <translation>{name} no se entrena: ningún paso lo mueve.</translation>
    </message>
    <message>
        <source>{name} is one picture, and nothing can be learned from that. Choose the folder of all pictures.</source>
        <translation>{name} es una sola imagen, y de ella no se puede aprender nada. Elige la carpeta de todas las imágenes.</translation>
    </message>
    <message>
        <source>{name} is too large for a picture: {size} MB. Up to {most} MB are read.</source>
        <translation>{name} es demasiado grande para una imagen: {size} MB. Se leen hasta {most} MB.</translation>
    </message>
    <message>
        <source>{name} is too large: more than {most} bytes.</source>
        <translation>{name} es demasiado grande: más de {most} bytes.</translation>
    </message>
    <message>
        <source>{name} keeps its weights in {file}, which is not beside it. Put both into one folder.</source>
        <translation>{name} guarda sus pesos en {file}, que no está junto a él. Pon ambos en la misma carpeta.</translation>
    </message>
    <message>
        <source>{name} leads nowhere. Connect its output, or delete it.</source>
        <translation>{name} no lleva a ninguna parte. Conecta su salida, o elimínala.</translation>
    </message>
    <message>
        <source>{name} learns the inputs as they are, but the examples are moved or turned. Switch that off; noise on the inputs is fine.</source>
        <translation>{name} aprende las entradas tal como son, pero los ejemplos se mueven o se giran. Apaga eso; el ruido en las entradas está bien.</translation>
    </message>
    <message>
        <source>{name} reads whole numbers, which noise and attacks would spoil. Switch them off.</source>
        <translation>{name} lee números enteros, que el ruido y los ataques estropearían. Apágalos.</translation>
    </message>
    <message>
        <source>{name} says several things of an example, one for each place: there is no one score to explain.</source>
        <translation>{name} dice varias cosas de un ejemplo, una por lugar: no hay una única puntuación que explicar.</translation>
    </message>
    <message>
        <source>{name} takes an array of the shape {needed}, one row for each example; this one has the shape {shape}. Give it another with reshape, or a column for each class.</source>
        <translation>{name} recibe un arreglo de la forma {needed}, una fila por ejemplo; este tiene la forma {shape}. Dale otra con reshape, o una columna por clase.</translation>
    </message>
    <message>
        <source>{name} takes no input, but {source} is connected to it.</source>
        <translation>{name} no recibe entradas, pero {source} está conectada a ella.</translation>
    </message>
    <message>
        <source>{name} takes one input, but {sources} are connected to it. Merge them with Add or Concatenate.</source>
        <translation>{name} recibe una entrada, pero {sources} están conectadas a ella. Únelas con Suma o Concatenación.</translation>
    </message>
    <message>
        <source>{name} takes {expected} arguments, not {count}. Decimals have a point, not a comma.</source>
        <translation>{name} toma {expected} argumentos, no {count}. Los decimales llevan punto, no coma.</translation>
    </message>
    <message>
        <source>{name} takes {expected}, but an example of the data is {came}. Set its shape to {came}.</source>
        <translation>{name} recibe {expected}, pero un ejemplo de los datos es {came}. Pon su forma a {came}.</translation>
    </message>
    <message>
        <source>{name} takes {expected}, but the data have {came}: an array of the shape {needed} is needed, and this one has {shape}.</source>
        <translation>{name} recibe {expected}, pero los datos tienen {came}: se necesita un arreglo de la forma {needed}, y este tiene {shape}.</translation>
    </message>
    <message>
        <source>{name} takes {shape}; the points of a plane are 2 numbers each.</source>
        <translation>{name} recibe {shape}; los puntos de un plano son 2 números cada uno.</translation>
    </message>
    <message>
        <source>{name} tells no classes apart: it is not right or wrong.</source>
        <translation>{name} no distingue clases: no acierta ni se equivoca.</translation>
    </message>
    <message>
        <source>{name} tells no classes apart: there is no margin between them.</source>
        <translation>{name} no distingue clases: no hay ningún margen entre ellas.</translation>
    </message>
    <message>
        <source>{name} was not read to its end.</source>
        <translation>{name} no se leyó hasta el final.</translation>
    </message>
    <message>
        <source>{name} was not written: it is a link that leads back to itself.</source>
        <translation>No se escribió {name}: es un enlace que lleva a sí mismo.</translation>
    </message>
    <message>
        <source>{name} was not written: it would be larger than files may be here. Choose another folder.</source>
        <translation>No se escribió {name}: sería más grande de lo que un archivo puede ser aquí. Elige otra carpeta.</translation>
    </message>
    <message>
        <source>{name} was not written: the disk is full. Make room, or choose another folder.</source>
        <translation>No se escribió {name}: el disco está lleno. Libera espacio, o elige otra carpeta.</translation>
    </message>
    <message>
        <source>{name} was not written: the name holds characters that a file may not have.</source>
        <translation>No se escribió {name}: el nombre contiene caracteres que un archivo no puede tener.</translation>
    </message>
    <message>
        <source>{name} was not written: the name is too long.</source>
        <translation>No se escribió {name}: el nombre es demasiado largo.</translation>
    </message>
    <message>
        <source>{name} was not written: there is a folder of that name in {path}.</source>
        <translation>No se escribió {name}: en {path} hay una carpeta con ese nombre.</translation>
    </message>
    <message>
        <source>{name} was not written: there is no folder {path}.</source>
        <translation>No se escribió {name}: no existe la carpeta {path}.</translation>
    </message>
    <message>
        <source>{name} was not written: what has that name in {path} is no file.</source>
        <translation>No se escribió {name}: lo que se llama así en {path} no es un archivo.</translation>
    </message>
    <message>
        <source>{name} was not written: you may not write it in {path}. Choose another folder.</source>
        <translation>No se escribió {name}: no tienes permiso para escribirlo en {path}. Elige otra carpeta.</translation>
    </message>
    <message>
        <source>{name} was not written: your share of the disk is used up. Make room, or choose another folder.</source>
        <translation>No se escribió {name}: tu cuota de disco está agotada. Libera espacio, o elige otra carpeta.</translation>
    </message>
    <message>
        <source>{name} was not written: {detail}.</source>
        <translation>No se escribió {name}: {detail}.</translation>
    </message>
    <message>
        <source>{name} was not written: {part} would have {size} bytes, more than {most}.</source>
        <translation>No se escribió {name}: {part} tendría {size} bytes, más de {most}.</translation>
    </message>
    <message>
        <source>{name} was not written: {path} can only be read. Choose another folder.</source>
        <translation>No se escribió {name}: {path} es de solo lectura. Elige otra carpeta.</translation>
    </message>
    <message>
        <source>{name}: Ladera has no layer like {kind}.</source>
        <translation>{name}: Ladera no tiene una capa como {kind}.</translation>
    </message>
    <message>
        <source>{name}: Ladera has no {kind} like this one. {reason}</source>
        <translation>{name}: Ladera no tiene un {kind} como este. {reason}</translation>
    </message>
    <message>
        <source>{name}: a film can be written as {known}.</source>
        <translation>{name}: una película se puede escribir como {known}.</translation>
    </message>
    <message>
        <source>{name}: a surface can be written as {known}.</source>
        <translation>{name}: una superficie se puede escribir como {known}.</translation>
    </message>
    <message>
        <source>{name}: the suffix “{suffix}” is not one of {known}.</source>
        <translation>{name}: la extensión «{suffix}» no es una de {known}.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{noise} stands between the {link} of {source} and {output}: training would not make small what is measured afterwards. Put {noise} before {source}, or take the {link} out of {source}: {output} applies it itself.</source>
        <translation>{noise} está entre la función {link} de {source} y {output}: el entrenamiento no reduciría lo que se mide después. Pon {noise} antes de {source}, o quita {link} de {source}: {output} ya la aplica.</translation>
    </message>
    <message>
        <source>{optimizer} has no learning rate to explore in this way; choose an optimizer of first order, with momentum for a map.</source>
        <translation>{optimizer} no tiene una tasa de aprendizaje que se pueda explorar así; elige un optimizador de primer orden, con momento para un mapa.</translation>
    </message>
    <message>
        <source>{path} cannot be read: it is not a file.</source>
        <translation>{path} no se puede leer: no es un archivo.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {detail}.</source>
        <translation>No se puede leer {path}: {detail}.</translation>
    </message>
    <message>
        <source>{problem} Perhaps you mean “{nearest}”.</source>
        <translation>{problem} Quizá sea «{nearest}».</translation>
    </message>
    <message>
        <source>{reason} The best was {loss:.4g}, in epoch {epoch}.</source>
        <translation>{reason} La mejor fue {loss:.4g}, en la época {epoch}.</translation>
    </message>
    <message>
        <source>{reason} The weights of epoch {epoch} (loss {loss:.4g}) are back.</source>
        <translation>{reason} Vuelven los pesos de la época {epoch} (pérdida {loss:.4g}).</translation>
    </message>
    <message>
        <source>{shape} has {wanted} numbers, but {given} has {count}.</source>
        <translation>{shape} tiene {wanted} números, pero {given} tiene {count}.</translation>
    </message>
    <message>
        <source>{table} names images that are not there: {count}.</source>
        <translation>{table} nombra imágenes que no están: {count}.</translation>
    </message>
    <message>
        <source>{target} has nothing like {name}: {kind}, as it is set, cannot be written there. Change the layer, or choose another format.</source>
        <translation>{target} no tiene nada como {name}: {kind}, con estos ajustes, no se puede escribir ahí. Cambia la capa o elige otro formato.</translation>
    </message>
    <message>
        <source>{target} leads to {source} already: the connection would close a circle.</source>
        <translation>{target} ya lleva a {source}: la conexión cerraría un círculo.</translation>
    </message>
    <message>
        <source>{what} must be an array of numbers with a row for each example; they are an array of the shape {shape} that holds {kind}.</source>
        <translation>{what} tienen que ser un arreglo de números con una fila por ejemplo; son un arreglo de forma {shape} que contiene {kind}.</translation>
    </message>
    <message>
        <source>β₁</source>
        <translation>β₁</translation>
    </message>
    <message>
        <source>β₂</source>
        <translation>β₂</translation>
    </message>
    <message>
        <source>ε</source>
        <translation>ε</translation>
    </message>
    <message>
        <source>κ = 100: gradient descent shrinks the error by 0.980 a step, the heavy ball by 0.818.</source>
        <translation>κ = 100: en cada paso, el descenso por gradiente multiplica el error por 0.980 y la bola pesada, por 0.818.</translation>
    </message>
    <message>
        <source>λ: times the learning rate, the share that all weights lose in each step.</source>
        <translation>λ: por la tasa de aprendizaje, la parte que pierden todos los pesos en cada paso.</translation>
    </message>
    <message>
        <source>ρ</source>
        <translation>ρ</translation>
    </message>
    <message>
        <source>ψ</source>
        <translation>ψ</translation>
    </message>
    <message>
        <source>“{cell}” in column “{column}”, line {line}, can be read in two ways, and nothing in the table decides which. Say it with the setting “{setting}”.</source>
        <translation>«{cell}», en la columna «{column}», línea {line}, puede leerse de dos maneras, y nada en la tabla decide cuál. Indícalo con el ajuste «{setting}».</translation>
    </message>
    <message>
        <source>“{cell}” in “{column}”, line {line}, can be read as two different days. Which is it?</source>
        <translation>«{cell}», en «{column}», línea {line}, puede leerse como dos días distintos. ¿Cuál es?</translation>
    </message>
    <message>
        <source>“{cell}” in “{column}”, line {line}, can be read as two different numbers. Which is it?</source>
        <translation>«{cell}», en «{column}», línea {line}, puede leerse como dos números distintos. ¿Cuál es?</translation>
    </message>
    <message>
        <source>“{character}” has no meaning in an expression.</source>
        <translation>«{character}» no tiene sentido en una expresión.</translation>
    </message>
    <message>
        <source>“{column}” has {values} different values; a category has from 1 to {most}. Leave that column out.</source>
        <translation>«{column}» tiene {values} valores distintos; una categoría tiene de 1 a {most}. Omite esa columna.</translation>
    </message>
    <message>
        <source>“{column}” holds lists, structures or bytes; a table has one value in each cell. Leave that column out of the file.</source>
        <translation>«{column}» contiene listas, estructuras o bytes; una tabla tiene un valor en cada celda. Deja esa columna fuera del archivo.</translation>
    </message>
    <message>
        <source>“{column}” is the target and an input at once: the network would only copy it. Leave it out of the inputs.</source>
        <translation>«{column}» es a la vez el objetivo y una entrada: la red solo lo copiaría. Quítala de las entradas.</translation>
    </message>
    <message>
        <source>“{column}” is the text and the class at once: the network would only copy it. Choose another column for one of them.</source>
        <translation>«{column}» es el texto y la clase a la vez: la red solo la copiaría. Elige otra columna para una de las dos.</translation>
    </message>
    <message>
        <source>“{column}” is {value} in row {row}, and nothing can be learned from that. Correct it, or leave that row out.</source>
        <translation>«{column}» es {value} en la fila {row}, y de eso no se puede aprender nada. Corrígelo u omite esa fila.</translation>
    </message>
    <message>
        <source>“{feature}” cannot be a feature of “{source}”; choose each at most once from: {known}.</source>
        <translation>«{feature}» no puede ser una característica de «{source}»; elige cada una como mucho una vez entre: {known}.</translation>
    </message>
    <message>
        <source>“{field}” brings values to other pixels, and the pixels of these data are standardised one by one, though some hardly vary. Load the data as images, which are standardised as a whole, or do not standardise them.</source>
        <translation>«{field}» lleva valores a otros píxeles, y los píxeles de estos datos se estandarizan uno por uno, aunque algunos apenas varían. Carga los datos como imágenes, que se estandarizan en conjunto, o no los estandarices.</translation>
    </message>
    <message>
        <source>“{field}” is on or off; it is {value}.</source>
        <translation>«{field}» está activado o desactivado; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be a list of at most {longest} different names; it is {value}.</source>
        <translation>«{field}» debe ser una lista de {longest} nombres distintos como mucho; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be a number from {low} to {high}; it is {value}.</source>
        <translation>«{field}» debe ser un número de {low} a {high}; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be a text of at most {longest} characters; it is {value}.</source>
        <translation>«{field}» debe ser un texto de {longest} caracteres como mucho; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be a whole number from {low} to {high}; it is {value}.</source>
        <translation>«{field}» debe ser un número entero de {low} a {high}; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be one of {options}; it is {value}.</source>
        <translation>«{field}» debe ser uno de {options}; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” must be one to {longest} whole numbers from {low} to {high}; it is {value}.</source>
        <translation>«{field}» debe tener de uno a {longest} números enteros de {low} a {high}; es {value}.</translation>
    </message>
    <message>
        <source>“{field}” needs images of height × width × channels, but one example here is {shape}. Switch it off, or give the examples as images.</source>
        <translation>«{field}» necesita imágenes de alto × ancho × canales, pero aquí un ejemplo es {shape}. Desactívalo, o da los ejemplos como imágenes.</translation>
    </message>
    <message>
        <source>“{item}” is no weight of this layer; list places, as in kernel[2,5], bias[3].</source>
        <translation>«{item}» no es un peso de esta capa; indica posiciones, como kernel[2,5], bias[3].</translation>
    </message>
    <message>
        <source>“{item}” is none of the {count} that there are: {known}. List names, or numbers from 1 as in 1, 3, 5-8.</source>
        <translation>«{item}» no es ninguno de los {count} que hay: {known}. Escribe nombres, o números desde 1 como en 1, 3, 5-8.</translation>
    </message>
    <message>
        <source>“{item}” is none of the {count} units; list numbers, as in 2, 5-8.</source>
        <translation>«{item}» no es ninguna de las {count} unidades; indica números, como 2, 5-8.</translation>
    </message>
    <message>
        <source>“{name}” cannot name a layer: use letters, digits and _, beginning with a letter, at most 60 characters.</source>
        <translation>«{name}» no puede nombrar una capa: usa letras, cifras y _, empezando por una letra, 60 caracteres como mucho.</translation>
    </message>
    <message>
        <source>“{name}” is not known. There are x, y, pi, e and the functions {functions}.</source>
        <translation>«{name}» no se conoce. Hay x, y, pi, e y las funciones {functions}.</translation>
    </message>
    <message>
        <source>“{optimizer}” cannot walk over a function; there are {known}.</source>
        <translation>«{optimizer}» no puede caminar sobre una función; hay {known}.</translation>
    </message>
    <message>
        <source>“{optimizer}” compares losses at many places in one step, so noise on the weights would mislead it. Switch the noise off, or choose another optimizer.</source>
        <translation>«{optimizer}» compara pérdidas en muchos lugares en un solo paso, así que el ruido en los pesos lo engañaría. Apaga el ruido o elige otro optimizador.</translation>
    </message>
    <message>
        <source>“{optimizer}” compares the output itself with the target. Choose a loss for numbers in {name}, such as the mean squared error.</source>
        <translation>«{optimizer}» compara la propia salida con el objetivo. Elige en {name} una pérdida para números, como el error cuadrático medio.</translation>
    </message>
    <message>
        <source>“{optimizer}” is for a layer with the activation “{needed}”. Choose it in {name}, or choose another optimizer.</source>
        <translation>«{optimizer}» es para una capa con la activación «{needed}». Elígela en {name}, o elige otro optimizador.</translation>
    </message>
    <message>
        <source>“{optimizer}” needs a table of all weights by all weights, and is for at most {most}; the network has {weights}. Choose L-BFGS or another optimizer.</source>
        <translation>«{optimizer}» necesita una tabla de todos los pesos por todos los pesos, y es para {most} como mucho; la red tiene {weights}. Elige L-BFGS u otro optimizador.</translation>
    </message>
    <message>
        <source>“{optimizer}” reads a row of numbers, but {source} gives more axes. Choose another optimizer.</source>
        <translation>«{optimizer}» lee una fila de números, pero {source} da más ejes. Elige otro optimizador.</translation>
    </message>
    <message>
        <source>“{optimizer}” takes all weights and all examples at once, which does not go with {what}. Switch that off, or choose another optimizer.</source>
        <translation>«{optimizer}» toma todos los pesos y todos los ejemplos a la vez, lo que no va con {what}. Desactívalo, o elige otro optimizador.</translation>
    </message>
    <message>
        <source>“{optimizer}” trains one Dense layer between Input and Output. Remove the other layers ({names}), or choose another optimizer.</source>
        <translation>«{optimizer}» entrena una capa Densa entre Entrada y Salida. Quita las demás capas ({names}), o elige otro optimizador.</translation>
    </message>
    <message>
        <source>“{text}” cannot stand here.</source>
        <translation>«{text}» no puede estar aquí.</translation>
    </message>
    <message>
        <source>“{text}” cannot stand here; a number, x, y or a function is expected.</source>
        <translation>«{text}» no puede estar aquí; se espera un número, x, y o una función.</translation>
    </message>
    <message>
        <source>“{text}” is too large a number.</source>
        <translation>«{text}» es un número demasiado grande.</translation>
    </message>
    <message>
        <source>“{text}” needs something to be a function of, as in {text}(x).</source>
        <translation>«{text}» necesita algo de lo que ser función, como en {text}(x).</translation>
    </message>
</context>
</TS>
