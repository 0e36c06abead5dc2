# كلمات هذا القسم: auditions.
