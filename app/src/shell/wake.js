(async (module, wasm) => {
	// Pressed twice is meant once: the second press would break off the answer to the first and be told that its time is taken.
	let sent, at;
	addEventListener('submit', (event) => {
		const { target, timeStamp } = event;
		if (event.defaultPrevented || target.getAttribute('method') !== 'post') return;
		if (sent === target && timeStamp - at < 2000) event.preventDefault();
		else [sent, at] = [target, timeStamp];
	});
	const islands = await import(module);
	await islands.default({ module_or_path: wasm });
	islands.hydrate();
	for (const place of document.querySelectorAll('leptos-island')) {
		const wake = islands[place.dataset.component];
		if (wake) await wake(place);
		else console.warn(`The page has an island the code does not know: ${place.dataset.component}.`);
	}
})
