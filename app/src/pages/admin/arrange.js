(() => {
	// A row is carried by its handle among those it may stand with; where it is let go, the form is sent. Escape puts it back. The buttons do
	// the same without.
	const form = document.querySelector('[data-place-form]');
	for (const handle of form ? document.querySelectorAll('[data-drag]') : []) {
		handle.hidden = false;
		handle.addEventListener('pointerdown', (down) => {
			if (down.button) return;
			const row = handle.closest('tr');
			const next = row.nextElementSibling;
			const isKin = (other) => other?.dataset.group === row.dataset.group;
			const move = ({ clientY }) => {
				const over = [...row.parentElement.children].find((other) => {
					const { top, bottom } = other.getBoundingClientRect();
					return clientY >= top && clientY < bottom;
				});
				if (!over || over === row || !isKin(over)) return;
				const { top, height } = over.getBoundingClientRect();
				over[clientY < top + height / 2 ? 'before' : 'after'](row);
			};
			const end = (event) => {
				if (event.type === 'keydown' && event.key !== 'Escape') return;
				for (const [name, on] of heard) removeEventListener(name, on, true);
				row.classList.remove('carried');
				const now = row.nextElementSibling;
				if (event.type !== 'pointerup') row.parentElement.insertBefore(row, next);
				else if (now !== next) {
					form.action = `/admin/event-types/${row.dataset.id}/place`;
					form.elements.before.value = isKin(now) ? now.dataset.id : '';
					form.requestSubmit();
				}
			};
			const heard = [['pointermove', move], ['pointerup', end], ['pointercancel', end], ['keydown', end]];
			for (const [name, on] of heard) addEventListener(name, on, true);
			row.classList.add('carried');
			down.preventDefault();
		});
	}
})();
