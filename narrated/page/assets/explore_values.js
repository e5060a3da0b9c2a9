// What explore.json says, as numbers: values by frame, and the places of marks for any values of the handles.

// Straight between corners [frame, value]; before the first and after the last as they are there.
export function valueAt(corners, frame) {
  let after = 0;
  while (after < corners.length && corners[after][0] <= frame) after += 1;
  if (after === 0) return corners[0][1];
  if (after === corners.length) return corners[after - 1][1];
  const [[from, one], [to, two]] = corners.slice(after - 1, after + 1);
  return one + ((two - one) * (frame - from)) / (to - from);
}

// What rules are made of: 1, the handles, and the formulas at the handles.
export function basisOf(part, values, functions) {
  const basis = { "": 1, ...values };
  part.formulas.forEach((formula, index) => {
    basis[`f${index}`] = formulaAt(formula, values[formula.of], values, functions);
  });
  return basis;
}

export function formulaAt(formula, argument, values, functions) {
  const given = Object.entries(formula.parameters).map(([key, v]) => [key, typeof v === "string" ? values[v] : v]);
  return functions[formula.function](argument, Object.fromEntries(given));
}

// The numbers of a mark, by its rule or from its table; the last one is the share of it that is there.
export function numbersOf(mark, values, basis) {
  if (mark.rule) return mark.rule.map((row) => row.reduce((sum, c, k) => sum + c * basis[mark.basis[k]], 0));
  let rows = mark.table;
  for (const [name, knots] of mark.axes) {
    const at = Math.min(Math.max(values[name], knots[0]), knots[knots.length - 1]);
    let before = knots.findIndex((knot) => knot > at) - 1;
    if (before < 0) before = knots.length - 2;
    const share = (at - knots[before]) / (knots[before + 1] - knots[before]);
    const many = rows.length / knots.length;
    const mixed = [];
    for (let k = 0; k < many; k += 1) {
      const [one, two] = [rows[before * many + k], rows[(before + 1) * many + k]];
      mixed.push(one.map((number, i) => number + share * (two[i] - number)));
    }
    rows = mixed;
  }
  const numbers = [...mark.row];
  mark.columns.forEach((column, k) => (numbers[column] = rows[0][k]));
  return numbers;
}

// A number as the film writes it: digits after the point, no negative zero, a true minus sign.
export function writtenNumber(value, decimals) {
  const size = Math.abs(value);
  const digits = decimals === "two digits" ? (size >= 9.95 ? 0 : size >= 0.995 ? 1 : 2) : decimals;
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
}

// What is written of a handle's value, and back: it may be the exponent of what is written.
export const shownValue = (handle, value) => (handle.base ? handle.base ** value : value);
export const trackedValue = (handle, shown) => (handle.base ? Math.log(shown) / Math.log(handle.base) : shown);

// Where a value stands on its slider, and back: what is written rises to the right.
export const onSlider = ({ base, range: [low, high] }, value) => (base && base < 1 ? low + high - value : value);
