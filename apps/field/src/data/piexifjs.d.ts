declare module "piexifjs" {
  type Values = Record<number, unknown>;

  /** What is said beside a picture, by the number of each tag. */
  export interface ExifData {
    Exif?: Values;
    GPS?: Values;
  }

  interface Piexif {
    /** Reads a JPEG given as a binary string; throws when it is none. */
    load(jpeg: string): ExifData;
    dump(data: ExifData): string;
    insert(dumped: string, jpeg: string): string;
    readonly ExifIFD: { readonly DateTimeOriginal: number; readonly OffsetTimeOriginal?: number };
    readonly GPSIFD: Readonly<
      Record<
        "GPSLatitude" | "GPSLatitudeRef" | "GPSLongitude" | "GPSLongitudeRef" | "GPSMapDatum" | "GPSDateStamp",
        number
      >
    >;
    readonly GPSHelper: { degToDmsRational(degrees: number): number[][] };
  }

  const piexif: Piexif;
  // biome-ignore lint/style/noDefaultExport: it is how the package exports.
  export default piexif;
}
