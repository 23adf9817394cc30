module consumer {
  requires io.github.krea4j;
}
