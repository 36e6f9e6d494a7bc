<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;About Ladera</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Actual size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Add a layer…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Clear this list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Graphics card (CuPy)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Import data…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;New</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Open…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Paste</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Processor (NumPy)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Redo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Reset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Reset layout</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Tidy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>&amp;Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Add a second one of each selected layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>As the &amp;system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Back to the initial weights of this seed: the same run, bit for bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Choose among networks that are ready to train</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Close Ladera; it asks first when something is not saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Copy as i&amp;mage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Copy the drawing as a picture, for a document or a slide</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Copy the selected layers and the links between them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Cu&amp;t</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Dark text on white: for print and bright rooms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Do again what was taken back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Dup&amp;licate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>E&amp;xamples…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Every key that does something</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Export &amp;drawing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Export &amp;weights…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>F&amp;ull screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Forget which projects were opened; the files stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Give Ladera the whole screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Learn from every example once, then wait</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Learn from one minibatch, then wait</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Let the network learn, or pause it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Light or dark, as the rest of the computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Light text on black: for projectors and evenings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>One &amp;epoch</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>One &amp;step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Open a project from a file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Put every panel back where it was in the beginning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Put the layers in order, from the inputs to the outputs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Put the layers on the clipboard into this network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Remove the selected layers and links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Save &amp;as…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Save the network, its data, its weights and what it has learned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Save under another name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Search a layer by name and put it on the canvas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Select &amp;all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Select every layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Show the drawing at its own size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Show the drawing larger</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Show the drawing smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Show the whole network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Start with an empty canvas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Take back the last edit; training is not an edit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Take the selected layers to the clipboard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Train on a table of your own, from a CSV file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Train on an NVIDIA graphics card: the faster one for large networks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Train on the processor: the faster one for small networks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Versions, devices, and what is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Write the drawing of the network as a picture, PNG or SVG</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Write the weights in a format that other libraries read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Zoom &amp;in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/actions.py" />
            <source>Zoom &amp;out</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Canvas</name>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>1 layer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>1 weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>Data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>Layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>Merging</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>Shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>{count} layers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../app/canvas/wording.py" />
            <source>{count} weights</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>1,797 handwritten digits of 8 × 8 grey pixels, from 0 to 16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>A connection ends at {name}, and there is no such layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>A disc inside a ring: no straight line separates them, x₁² + x₂² does.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>A newer version of Ladera made this project (format {version}; this one reads up to {newest}). Update Ladera to open it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>A plane: one linear neuron fits it exactly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>A project's title has at most {title} characters, its notes {notes}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Absolute value</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activation.py" />
            <location filename="../../engine/layers/activations.py" />
            <source>Activation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/add.py" />
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>Add a trained constant to each unit, so that its border need not pass through the origin.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/add.py" />
            <source>Adds layers of equal shape. With a connection that skips layers it makes a residual block.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>An example</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Any table of numbers and words: choose the column to predict.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Arctangent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>As detected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>As images</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activation.py" />
            <source>Bends each number with a function. Without it any stack of dense layers is one dense layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>Bias</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/losses.py" />
            <source>Binary cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Binary step</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Breast cancer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/losses.py" />
            <source>Categorical cross-entropy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Circle</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Classic tables</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Classification: predict a class</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Columns of numbers that are only codes: each value becomes an input of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Columns that hold numbers, whatever was detected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Comma</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Comma: 1,5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/concatenate.py" />
            <source>Concatenate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Cosine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/device.py" />
            <source>CuPy is installed, but it does not work here: {detail}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/device.py" />
            <source>CuPy is installed, but there is no NVIDIA graphics card that it can use, or its driver is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/device.py" />
            <source>CuPy is not installed. With an NVIDIA graphics card, “python3 run.py --gpu” adds it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Decimal mark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Delimiter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>Dense</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Diabetes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Digits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>ELU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Encoding</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>Every unit sees every input: y = f(xW + b). One unit with a sigmoid is logistic regression; one with the identity is linear regression.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Examples</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Exclusive or</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/dataset.py" />
            <source>Expected rows of {expected} values ({names}); the array has the shape {shape}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Fill in the mean or the most frequent of the training part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>First row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/flatten.py" />
            <source>Flatten</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Gaussian</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Gaussian bumps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Gaussian clouds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Give each digit as an image of 8 × 8 × 1, as convolutions need it, and not as 64 numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Give every input mean 0 and deviation 1, measured on the training part only. Inputs of one size let one learning rate serve all weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Glorot normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Glorot uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>He normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>He uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>How far the disease has advanced after a year, from 10 measurements of 442 patients: hard to predict, an R² of 0.5 is good.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>How letters are stored. Wrong when accents look strange.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>How many neurons. More units can draw more complicated borders, and can also learn the noise by heart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>How many points are drawn. More points leave less to chance.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>How much chance blurs the border. With noise, a perfect score on the training part means that the network has learned the noise.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>How much this head counts when a network has several.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>How the weights begin. Glorot suits sigmoid and tanh, He suits ReLU; with zeros all units stay equal and nothing is learned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Hyperbolic tangent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Identity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Initial weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/input.py" />
            <source>Input</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Inputs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Iris</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Is a tumour malignant or benign? 30 measurements of cell nuclei from 569 patients.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/merging.py" />
            <source>Its inputs may differ in the last axis only, but {first} meets {other}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/merging.py" />
            <source>Its inputs must have the same shape, but {first} meets {other}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/losses.py" />
            <source>Its loss needs one unit per class, at least {fewest}, but {units} comes in. Give the layer before it one unit per class, or choose the loss for two classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>Layer {name} is of an unknown kind, “{kind}”. Perhaps a newer version of Ladera made it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/flatten.py" />
            <source>Lays the numbers of an image or a sequence in one row, so that a dense layer can read them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Leaky ReLU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Leave out the row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Line {line} does not end like the line of a table: perhaps a quotation mark is not closed, or the file is no table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Line {line} has {columns} columns; a table may have {most}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <source>Line {line} has {found} cells and the first has {expected}. Correct that line, or choose another delimiter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Line {line} holds a cell too long for a table: perhaps a quotation mark is not closed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <source>Line {line}, column “{column}”: “{cell}” is not a finite number, or is too large. Correct it, leave the column out, or treat it as a category.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>Loss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>Loss weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Made on the spot from the seed, with the formulas of TensorFlow Playground.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/losses.py" />
            <source>Mean squared error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Missing values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Names of the columns</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>No column can serve as input beside the target “{column}”: one is needed that holds numbers or at most {most} different words, not always the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/scaling.py" />
            <source>No example of the training part has a value for “{column}”. Leave that column out, or use more examples for training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Noise (%)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Normal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>Nothing is connected to the input of {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Only {rows} of {all} rows have all their values. Leave out columns with many gaps, or fill missing values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Opposite quadrants share a class: one neuron cannot learn it, two hidden ones can.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>Output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Piecewise linear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Plane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Playground: classification</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Playground: regression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Point: 1.5</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/concatenate.py" />
            <source>Puts layers side by side along the last axis; the other axes must agree.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>ReLU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Regression: predict a number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Semicolon</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/input.py" />
            <source>Shape</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Share of the examples kept aside to watch for overfitting during training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Share of the examples never trained on: what the final figures are measured with.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Sigmoid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Sign</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Sine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Softplus</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>Some weights are not finite numbers. Go back to weights that are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>Square</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Standardise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Tab</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Table from a file (CSV)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Taken as categories</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Taken as numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Target</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Task</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Test share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>The column to predict; the last one if empty. Rows without it are left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>The columns of the training history differ in length.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>The columns to predict from; every useful one if empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The connections {cycle} go round in a circle. Remove one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>The description of the data has an unknown entry, “{key}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>The description of the data names no data set.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The description of the network is damaged: {detail}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>The description of the project is damaged: {detail}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/input.py" />
            <source>The examples enter here. Its shape is the shape of one example: 2 numbers, 30 measurements, an image of 8×8×1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>The features of the data are not a list of names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>The file has {size:.0f} MiB; tables of up to {most} MiB can be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>The file holds binary data, not a text table. Save it as CSV and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <location filename="../../engine/data/tables/text.py" />
            <source>The file is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>The file is not a text in {encoding}. Choose another encoding, or save it again as UTF-8.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/activations.py" />
            <source>The function that bends the result. Without one, layers collapse into one; with sigmoid or tanh in deep networks the gradient fades; ReLU keeps it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The network has no input. Drag an Input layer onto the canvas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The network has no output. Drag an Output layer onto the canvas.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The network has {count} layers; at most {most} are possible.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>The network would have {count} weights; at most {most} are possible. Make the largest layers smaller.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>The position of {name} must be two numbers of at most {farthest}; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>The prediction leaves here and is compared with the target. Change only this layer to move between regression, two classes and many classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>The project does not say which version of the format it is written in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>The same seed draws the same points and makes the same split.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>The settings of the data are not a list of names and values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/input.py" />
            <source>The shape of one example, without the batch axis. It must match the data.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>The table has more than {most} cells. Use fewer rows or columns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <source>The table has names of columns but no rows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <source>The table has no column “{column}”. Its columns are: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/table.py" />
            <source>The table has one column only, and learning needs an input and a target. Perhaps another delimiter separates its columns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>The table is not part of this project. Choose the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>The target “{column}” has {classes} different values; a classification has at most {most} classes. Choose regression, or another target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>The target “{column}” is “{value}” in every row: there is nothing to learn. Choose another target.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>The training history holds {value} in column {column}, which is not a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>There is no data set “{source}”. Perhaps a newer version of Ladera made this file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/device.py" />
            <source>There is no device “{name}”; there are numpy, cupy and auto.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>There is no layer called {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>There is no setting “{name}”; there are {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>This is a spreadsheet or an archive, not a text table. Open it and save it as CSV.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>This is not the description of a Ladera project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Three cultivars from 13 chemical measurements of 178 wines: learning without standardisation fails here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Three hills and three hollows: a surface that needs hidden neurons.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Three species of iris from four lengths: 150 flowers; one species is easy, two overlap.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Two intertwined arms: it takes several hidden layers, or sines as features.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>Two layers are called {name}. Rename one of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Two round clouds: one neuron on x₁ and x₂ separates them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/playground.py" />
            <source>Two spirals</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>UTF-8 with a byte order mark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Uniform</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/dense.py" />
            <source>Units</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Validation and test take {share:.0%} of the examples; leave at least 5 % for training.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>Validation share</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>Vertical bar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/project.py" />
            <source>Weights are one row of floating-point numbers; these are {dtype} of shape {shape}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>Western European (ISO 8859-1)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/text.py" />
            <source>Western European (Windows)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>What stands before the decimals of a number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>What stands between two cells.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>What to do with a row in which an input is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/layers/output.py" />
            <source>What training makes small. Squared error for numbers; cross-entropy for classes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Whether the first row names the columns.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/cells.py" />
            <source>White space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>Wine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>With its categories encoded the table has {columns} columns of {rows} rows, too many. Leave out categories with many values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Words and up to ten whole numbers are classes, other numbers are quantities.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Your file. A copy of it stays inside the project.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>Your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/initializers.py" />
            <source>Zeros</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>cultivar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>diagnosis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>digit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>progression</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/classic.py" />
            <source>species</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/dataset.py" />
            <source>{examples} examples are too few to be split into training, validation and test: use more examples or other shares.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>{name} cannot take what comes from {came}. {reason}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>{name} is an end of the network; nothing can follow it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>{name} leads nowhere. Connect its output, or delete it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>{name} takes no input, but {source} is connected to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>{name} takes one input, but {sources} are connected to it. Merge them with Add or Concatenate.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>“{column}” has {values} different values; a category has from 1 to {most}. Leave that column out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>“{column}” is the target and an input at once: the network would only copy it. Leave it out of the inputs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/spec.py" />
            <source>“{feature}” cannot be a feature of “{source}”; choose each at most once from: {known}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” is on or off; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/data/tables/source.py" />
            <source>“{field}” must be a list of at most {longest} different names; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” must be a number from {low} to {high}; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” must be a text of at most {longest} characters; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” must be a whole number from {low} to {high}; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” must be one of {options}; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/fields.py" />
            <source>“{field}” must be one to {longest} positive whole numbers; it is {value}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <location filename="../../engine/graph.py" />
            <source>“{name}” cannot name a layer: use letters, digits and _, beginning with a letter, at most 60 characters.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
