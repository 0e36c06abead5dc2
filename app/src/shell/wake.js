(async (module, wasm) => {
	const islands = await import(module);
	await islands.default({ module_or_path: wasm });
	islands.hydrate();
	for (const place of document.querySelectorAll('leptos-island')) {
		const wake = islands[place.dataset.component];
		if (wake) await wake(place);
		else console.warn(`The page has an island the code does not know: ${place.dataset.component}.`);
	}
})
