const nobody = 0xffff_ffff;
/** Spreads runs of neighbouring numbers over the table. */
const runBits = 12;
const scatter = 0x9e37_79b1;

/**
 * Which row each number above zero has. A map of the language takes three times the memory for a million of them and
 * takes a second to fill, in which nobody else is answered.
 */
export class NumberTable {
  #numbers = new Uint32Array(1_024);
  #rows = new Uint32Array(1_024);
  /** Places taken, those of numbers removed among them. */
  #taken = 0;

  /** The row of a number. */
  get(no: number): number | undefined {
    const at = this.#placeOf(no);
    const row = this.#rows[at];
    return this.#numbers[at] === no && row !== nobody ? row : undefined;
  }

  /** Gives a number its row. */
  set(no: number, row: number): void {
    const at = this.#placeOf(no);
    this.#rows[at] = row;
    if (this.#numbers[at] === no) return;
    this.#numbers[at] = no;
    this.#taken += 1;
    if (this.#taken * 2 > this.#numbers.length) this.#widen();
  }

  /** Forgets a number. */
  remove(no: number): void {
    const at = this.#placeOf(no);
    if (this.#numbers[at] === no) this.#rows[at] = nobody;
  }

  /** Where a number stands, or would. */
  #placeOf(no: number): number {
    const last = this.#numbers.length - 1;
    // Numbers given one after another stand beside each other, so that filling it in their order is quick.
    let at = (no + Math.imul(no >>> runBits, scatter)) & last;
    while (this.#numbers[at] !== 0 && this.#numbers[at] !== no) at = (at + 1) & last;
    return at;
  }

  /** Makes room for four times those that are left. */
  #widen(): void {
    const [numbers, rows] = [this.#numbers, this.#rows];
    const left = rows.reduce((sum, row, at) => sum + (numbers[at] !== 0 && row !== nobody ? 1 : 0), 0);
    const size = 2 ** Math.ceil(Math.log2(Math.max(1_024, left * 4)));
    this.#numbers = new Uint32Array(size);
    this.#rows = new Uint32Array(size);
    this.#taken = 0;
    numbers.forEach((no, at) => {
      const row = rows[at] ?? nobody;
      if (no !== 0 && row !== nobody) this.set(no, row);
    });
  }
}
