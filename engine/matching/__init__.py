"""Who is who and where: addresses, companies and people compared, scored and explained."""
