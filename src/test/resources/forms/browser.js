// Fills a form as a person would, in the real form-js, and gives what it would submit with the errors it shows.
async (given) => {
  const [schema, data, submitted] = given.map((json) => JSON.parse(json));
  // preact draws, then runs effects, then draws again
  const settle = async () => {
    for (let i = 0; i < 3; i++) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    }
  };
  const at = (object, path) => path.reduce((o, k) => (o === undefined || o === null ? undefined : o[k]), object);
  const container = document.body.appendChild(document.createElement('div'));
  const form = new FormViewer.Form({ container, debounce: false });
  await form.importSchema(schema, data);
  await settle();
  const fields = form.get('formFieldRegistry');
  const instances = form.get('formFieldInstanceRegistry');
  const readonly = (field, instance) => field.readonly === true || (typeof field.readonly === 'string'
    && form.get('conditionChecker').check(
      field.readonly, FormViewer.buildExpressionContext(instance.expressionContextInfo)) === true);
  const entered = new Set();
  const enterRows = async (instance, field, value) => {
    form._update({ fieldInstance: instance, field, value: [] });
    await settle();
    for (let row = 0; row < value.length; row++) {
      const rows = at(form._getState().data, instance.valuePath) || [];
      const indexes = { ...instance.indexes, [field.id]: row };
      const added = form._getInitializedFieldData(form._getState().data, { container: field, indexes });
      form._update({ fieldInstance: instance, field, value: [...rows, added] });
      await settle();
    }
  };
  const enterValue = async (instance, field, value) => {
    if (field.type === 'number') {
      // what a number field is told from outside it takes otherwise than what is typed: 0 is nothing to it
      const id = ['fjs-form', form._id, [field.id, ...Object.values(instance.indexes || {})].join('_')].join('-');
      const input = document.getElementById(id);
      input.value = value === null ? '' : String(value);
      input.dispatchEvent(new Event('input'));
      await settle();
    } else {
      form._update({ fieldInstance: instance, field, value });
    }
    await settle();
  };
  const enterOne = async (rows) => {
    for (const instance of instances.getAll()) {
      const field = fields.get(instance.id);
      const value = at(submitted, instance.valuePath);
      const name = JSON.stringify(instance.valuePath);
      const takesRows = field.type === 'dynamiclist';
      if (entered.has(name) || value === undefined || takesRows !== rows) {
        continue;
      }
      if (takesRows ? field.allowAddRemove
        : 'key' in field && field.type !== 'expression' && !field.disabled && !readonly(field, instance)) {
        [...entered].filter((other) => other.startsWith(name.slice(0, -1))).forEach((other) => entered.delete(other));
        entered.add(name);
        await (takesRows ? enterRows : enterValue)(instance, field, value);
        return true;
      }
    }
    return false;
  };
  while (await enterOne(true) || await enterOne(false));
  await settle();
  const { data: values, errors } = form.submit();
  const told = {};
  for (const instance of instances.getAll()) {
    const messages = at(errors, [instance.id, ...Object.values(instance.indexes || {})]);
    if (Array.isArray(messages) && messages.every((message) => typeof message === 'string')) {
      const path = instance.valuePath.reduce(
        (name, step) => (typeof step === 'number' ? `${name}[${step}]` : name ? `${name}.${step}` : step), '');
      told[path] = messages;
    }
  }
  form.destroy();
  container.remove();
  return JSON.stringify({ values, errors: told });
}
