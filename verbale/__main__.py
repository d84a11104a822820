from verbale.cli import main

main()
