import { decodeQR } from "qr/decode.js";

/** Largest side a picture is looked at with: a code of this density needs no more. */
const mostPixels = 2_400;

const readPicture = async (file: Blob): Promise<string | undefined> => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, mostPixels / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  if (pen === null) return undefined;
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // No code in the picture, or not a readable one: the caller says so.
    return undefined;
  }
};

/** Text of a receipt out of its file, or out of a picture of its QR code; undefined when there is none in it. */
export const readReceipt = (file: File): Promise<string | undefined> =>
  file.type.startsWith("image/") ? readPicture(file).catch(() => undefined) : file.text();
