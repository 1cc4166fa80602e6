// Somebody signs out in another tab: this editor, which would go on writing down what is in it, stops and goes.
export const SIGNED_OUT = "signed-out";

export function goWhenSignedOut(staff, copy, leaving) {
  new BroadcastChannel(SIGNED_OUT).addEventListener("message", async ({ data }) => {
    if (data !== staff) return;
    await copy.end();
    leaving.byAgreement();
    location.replace("/sign-in");
  });
}
