// The block in the editor: a card with its settings. The check itself runs on the published page only.
(() => {
  const { registerBlockType } = wp.blocks;
  const { InspectorControls, useBlockProps } = wp.blockEditor;
  const { PanelBody, Placeholder, SelectControl, TextControl } = wp.components;
  const { createElement: h, Fragment } = wp.element;
  const { __ } = wp.i18n;
  const say = (text) => __(text, "posterior-checker");

  registerBlockType("posterior/checker", {
    edit: ({ attributes, setAttributes }) => {
      const set = (name) => (value) => setAttributes({ [name]: value });
      const choice = (name, label, values) =>
        h(SelectControl, {
          label,
          value: attributes[name],
          options: values.map((value) => ({ value, label: value })),
          onChange: set(name),
        });
      return h(
        Fragment,
        null,
        h(
          InspectorControls,
          null,
          h(
            PanelBody,
            { title: say("Settings") },
            h(TextControl, { label: say("Language"), value: attributes.lang, onChange: set("lang") }),
            h(TextControl, {
              label: say("Country of the emergency numbers"),
              help: say("Two letters, such as GB. Empty: the visitor chooses."),
              value: attributes.region,
              onChange: set("region"),
            }),
            choice("theme", say("Colours"), ["auto", "light", "dark"]),
            choice("loading", say("Loading"), ["lazy", "eager"]),
          ),
        ),
        h(
          "div",
          useBlockProps(),
          h(Placeholder, {
            icon: "heart",
            label: say("Hip and buttock pain check"),
            instructions: say("It is shown here on the published page."),
          }),
        ),
      );
    },
    // What is shown is made by PHP.
    save: () => null,
  });
})();
