// Starts the scripts of a page, `<template data-script="…">`, once its first text stands on the screen: a cheap phone
// shows the text sooner. Each of these elements goes when its script has run.
(function () {
  const LONGEST_WAIT = 1000; // milliseconds after the load, for a window that is covered and paints nothing
  const types = (window.PerformanceObserver && PerformanceObserver.supportedEntryTypes) || [];

  const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
  const painted = new Promise((done) => {
    if (document.hidden || !types.includes("paint")) return done();
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName("first-contentful-paint").length) done();
    });
    observer.observe({ type: "paint", buffered: true });
    addEventListener("load", () => setTimeout(done, LONGEST_WAIT));
  });

  function start() {
    /** @type {NodeListOf<HTMLElement>} */
    const elements = document.querySelectorAll("template[data-script]");
    for (const element of elements) {
      const script = document.createElement("script");
      script.src = element.dataset.script;
      script.async = false; // they run in the order of the page
      script.addEventListener("load", () => element.remove());
      document.body.append(script);
    }
  }

  Promise.all([parsed, painted]).then(start);
})();
