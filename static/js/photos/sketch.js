// The picture as this browser sees it, before anybody else does. Not every browser opens every kind: then there is none.
const WIDTH = 480;

export async function sketch(file, canvas) {
  try {
    const picture = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "medium" });
    Object.assign(canvas, { width: picture.width, height: picture.height, hidden: false });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
  } catch {
    canvas.hidden = true;
  }
}
