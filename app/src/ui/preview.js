(() => {
	// What is typed is sent where the button sends it; of the answer only the preview is taken, which says so itself where the form cannot be saved.
	const button = document.querySelector('[data-preview-button]');
	const form = button?.form;
	if (!form) return;
	const by = button.dataset.previewButton; // The one field it hangs on; none: every one.
	let timer, asked = 0;
	const look = async () => {
		const turn = ++asked;
		try {
			const answer = await fetch(button.formAction, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' });
			if (!(answer.ok || answer.status === 422) || turn !== asked) return;
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			const [now, next] = [document, page].map((one) => [...one.querySelectorAll('[data-preview]')]);
			if (!answer.ok && !next.some((part) => part.querySelector('[data-preview-wrong]'))) return;
			now.forEach((part, at) => {
				if (next[at] && part.innerHTML !== next[at].innerHTML) part.replaceChildren(...next[at].childNodes);
			});
		} catch { /* The next letter, or the button, tries again. */ }
	};
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(look, 450);
	};
	form.addEventListener('input', ({ target }) => {
		if (!by || target.name === by) soon();
	});
	// Rows that come and go by a button or by dragging are typed by nobody.
	const said = () => String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
	let last = said();
	if (!by) new MutationObserver(() => {
		const now = said();
		if (now === last) return;
		last = now;
		soon();
	}).observe(form, { childList: true, subtree: true });
	if (by && form.elements[by]?.value && !document.querySelector('[data-preview]')?.firstElementChild) look();
})();
