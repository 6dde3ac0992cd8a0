/** Tiles that were drawn, the least lately asked for going first; asked for twice at once they are drawn once. */
export class TileCache {
  readonly #mostBytes: number;
  readonly #tiles = new Map<string, { readonly bytes: Buffer; readonly until: number }>();
  readonly #drawing = new Map<string, Promise<Buffer>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** A tile from memory while it is fresh, else drawn anew. */
  async get(key: string, freshMs: number, draw: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#tiles.get(key);
    if (known !== undefined && known.until > Date.now()) {
      this.#tiles.delete(key);
      this.#tiles.set(key, known);
      return known.bytes;
    }
    const running = this.#drawing.get(key);
    if (running !== undefined) return running;
    const drawing = draw()
      .then((bytes) => {
        this.#keep(key, bytes, Date.now() + freshMs);
        return bytes;
      })
      .finally(() => this.#drawing.delete(key));
    this.#drawing.set(key, drawing);
    return drawing;
  }

  #keep(key: string, bytes: Buffer, until: number): void {
    this.#drop(key);
    this.#tiles.set(key, { bytes, until });
    this.#bytes += bytes.length + key.length;
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const tile = this.#tiles.get(key);
    if (tile === undefined) return;
    this.#tiles.delete(key);
    this.#bytes -= tile.bytes.length + key.length;
  }
}
