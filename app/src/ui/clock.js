((tag) => {
	// It runs from what the server said was left, whatever this machine's clock says of the hour.
	const two = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2 });
	for (const place of document.querySelectorAll('[data-left]')) {
		const ends = Date.now() + place.dataset.left * 1000;
		const tick = () => {
			const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
			place.textContent = `${two.format(Math.floor(left / 60))}:${two.format(left % 60)}`;
			if (left) return setTimeout(tick, 1000);
			const box = place.closest('.keeping');
			box.querySelector('[data-kept]').hidden = true;
			box.querySelector('[data-lapsed]').hidden = false;
		};
		tick();
	}
})
