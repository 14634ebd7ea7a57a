; What the code of every edition calls: lists of figures.
;
; Every function of a program is given one table of numbers and addresses; its first places are fixed:
;   0 the arena   1 how many figures it holds   2 how many are taken   3 the mark of the house in hand
;   4 whether something was too small   5 the table in which figures are looked up   6 the mark of the last such search   7 its size less 1
;
; Lists lie one after another in the arena, which is emptied for each house. A list is its place there times 2^32, plus its length.
; Where the arena is full the flag is raised, and the whole run is thrown away and made again with a larger one.

define internal i64 @take(ptr %c, i64 %n) noinline {
  %top_at = getelementptr i64, ptr %c, i64 2
  %most_at = getelementptr i64, ptr %c, i64 1
  %top = load i64, ptr %top_at
  %most = load i64, ptr %most_at
  %end = add i64 %top, %n
  %fits = icmp sle i64 %end, %most
  br i1 %fits, label %yes, label %full
yes:
  store i64 %end, ptr %top_at
  ret i64 %top
full:
  %flag = getelementptr i64, ptr %c, i64 4
  store i64 1, ptr %flag
  ret i64 -1
}

define internal i64 @list_of(ptr %c, i64 %x) noinline {
  %place = call i64 @take(ptr %c, i64 1)
  %full = icmp slt i64 %place, 0
  br i1 %full, label %none, label %room
none:
  ret i64 0
room:
  %arena = load ptr, ptr %c
  %at = getelementptr i64, ptr %arena, i64 %place
  store i64 %x, ptr %at
  %high = shl i64 %place, 32
  %list = or i64 %high, 1
  ret i64 %list
}

define internal i64 @joined(ptr %c, i64 %a, i64 %b) noinline {
  %na = and i64 %a, 4294967295
  %nb = and i64 %b, 4294967295
  %no_a = icmp eq i64 %na, 0
  br i1 %no_a, label %just_b, label %some_a
just_b:
  ret i64 %b
some_a:
  %no_b = icmp eq i64 %nb, 0
  br i1 %no_b, label %just_a, label %some
just_a:
  ret i64 %a
some:
  %n = add i64 %na, %nb
  %place = call i64 @take(ptr %c, i64 %n)
  %full = icmp slt i64 %place, 0
  br i1 %full, label %none, label %room
none:
  ret i64 0
room:
  %arena = load ptr, ptr %c
  %pa = lshr i64 %a, 32
  %pb = lshr i64 %b, 32
  %from_a = getelementptr i64, ptr %arena, i64 %pa
  %from_b = getelementptr i64, ptr %arena, i64 %pb
  br label %next
next:
  %i = phi i64 [0, %room], [%i1, %copy]
  %done = icmp sge i64 %i, %n
  br i1 %done, label %end, label %copy
copy:
  %of_a = icmp slt i64 %i, %na
  %j = sub i64 %i, %na
  %sa = getelementptr i64, ptr %from_a, i64 %i
  %sb = getelementptr i64, ptr %from_b, i64 %j
  %from = select i1 %of_a, ptr %sa, ptr %sb
  %x = load i64, ptr %from
  %p = add i64 %place, %i
  %to = getelementptr i64, ptr %arena, i64 %p
  store i64 %x, ptr %to
  %i1 = add i64 %i, 1
  br label %next
end:
  %high = shl i64 %place, 32
  %list = or i64 %high, %n
  ret i64 %list
}

; Begins a search: what was entered under an earlier mark no longer counts.
define internal i64 @search(ptr %c, i64 %n) noinline {
  %at = getelementptr i64, ptr %c, i64 6
  %old = load i64, ptr %at
  %mark = add i64 %old, 1
  store i64 %mark, ptr %at
  %mask_at = getelementptr i64, ptr %c, i64 7
  %mask = load i64, ptr %mask_at
  %large = icmp sge i64 %n, %mask
  br i1 %large, label %small, label %good
small:
  %flag = getelementptr i64, ptr %c, i64 4
  store i64 1, ptr %flag
  ret i64 -1
good:
  ret i64 %mark
}

; Whether a figure was already entered under the mark; `enter` enters it where it was not.
define internal i1 @found(ptr %c, i64 %mark, i64 %x, i1 %enter) noinline {
  %table_at = getelementptr i64, ptr %c, i64 5
  %table = load ptr, ptr %table_at
  %mask_at = getelementptr i64, ptr %c, i64 7
  %mask = load i64, ptr %mask_at
  %mixed = mul i64 %x, -7046029254386353131
  %h0 = lshr i64 %mixed, 20
  br label %look
look:
  %h = phi i64 [%h0, %0], [%h2, %other]
  %h1 = and i64 %h, %mask
  %p = shl i64 %h1, 1
  %mark_at = getelementptr i64, ptr %table, i64 %p
  %m = load i64, ptr %mark_at
  %key_at = getelementptr i64, ptr %mark_at, i64 1
  %free = icmp ne i64 %m, %mark
  br i1 %free, label %new, label %taken
new:
  br i1 %enter, label %write, label %absent
write:
  store i64 %mark, ptr %mark_at
  store i64 %x, ptr %key_at
  ret i1 false
absent:
  ret i1 false
taken:
  %key = load i64, ptr %key_at
  %same = icmp eq i64 %key, %x
  br i1 %same, label %yes, label %other
yes:
  ret i1 true
other:
  %h2 = add i64 %h1, 1
  br label %look
}

define internal i64 @once(ptr %c, i64 %a) noinline {
  %n = and i64 %a, 4294967295
  %few = icmp ult i64 %n, 2
  br i1 %few, label %same, label %many
same:
  ret i64 %a
many:
  %mark = call i64 @search(ptr %c, i64 %n)
  %small = icmp slt i64 %mark, 0
  br i1 %small, label %none, label %ready
ready:
  %place = call i64 @take(ptr %c, i64 %n)
  %full = icmp slt i64 %place, 0
  br i1 %full, label %none, label %room
none:
  ret i64 0
room:
  %arena = load ptr, ptr %c
  %pa = lshr i64 %a, 32
  br label %next
next:
  %i = phi i64 [0, %room], [%i1, %step]
  %k = phi i64 [0, %room], [%k1, %step]
  %done = icmp sge i64 %i, %n
  br i1 %done, label %end, label %look
look:
  %p = add i64 %pa, %i
  %from = getelementptr i64, ptr %arena, i64 %p
  %x = load i64, ptr %from
  %known = call i1 @found(ptr %c, i64 %mark, i64 %x, i1 true)
  br i1 %known, label %step, label %copy
copy:
  %q = add i64 %place, %k
  %to = getelementptr i64, ptr %arena, i64 %q
  store i64 %x, ptr %to
  %k2 = add i64 %k, 1
  br label %step
step:
  %k1 = phi i64 [%k, %look], [%k2, %copy]
  %i1 = add i64 %i, 1
  br label %next
end:
  %high = shl i64 %place, 32
  %list = or i64 %high, %k
  ret i64 %list
}

define internal i1 @holds(ptr %c, i64 %a, i64 %x) noinline {
  %n = and i64 %a, 4294967295
  %pa = lshr i64 %a, 32
  %arena = load ptr, ptr %c
  br label %next
next:
  %i = phi i64 [0, %0], [%i1, %step]
  %done = icmp sge i64 %i, %n
  br i1 %done, label %no, label %look
look:
  %p = add i64 %pa, %i
  %from = getelementptr i64, ptr %arena, i64 %p
  %y = load i64, ptr %from
  %same = icmp eq i64 %x, %y
  br i1 %same, label %yes, label %step
step:
  %i1 = add i64 %i, 1
  br label %next
yes:
  ret i1 true
no:
  ret i1 false
}

define internal i1 @meet(ptr %c, i64 %a, i64 %b) noinline {
  %n = and i64 %a, 4294967295
  %pa = lshr i64 %a, 32
  %arena = load ptr, ptr %c
  br label %next
next:
  %i = phi i64 [0, %0], [%i1, %step]
  %done = icmp sge i64 %i, %n
  br i1 %done, label %no, label %look
look:
  %p = add i64 %pa, %i
  %from = getelementptr i64, ptr %arena, i64 %p
  %x = load i64, ptr %from
  %both = call i1 @holds(ptr %c, i64 %b, i64 %x)
  br i1 %both, label %yes, label %step
step:
  %i1 = add i64 %i, 1
  br label %next
yes:
  ret i1 true
no:
  ret i1 false
}

; Copies a list after what was copied before: three places of the table hold the address, how many figures there are, and how many there may be.
define internal void @copied(ptr %c, i64 %a, i64 %slot) noinline {
  %n = and i64 %a, 4294967295
  %pa = lshr i64 %a, 32
  %arena = load ptr, ptr %c
  %to_at = getelementptr i64, ptr %c, i64 %slot
  %to = load ptr, ptr %to_at
  %many_at = getelementptr i64, ptr %to_at, i64 1
  %many = load i64, ptr %many_at
  %most_at = getelementptr i64, ptr %to_at, i64 2
  %most = load i64, ptr %most_at
  %end = add i64 %many, %n
  %fits = icmp sle i64 %end, %most
  br i1 %fits, label %room, label %full
full:
  %flag = getelementptr i64, ptr %c, i64 4
  store i64 1, ptr %flag
  ret void
room:
  store i64 %end, ptr %many_at
  br label %next
next:
  %i = phi i64 [0, %room], [%i1, %copy]
  %done = icmp sge i64 %i, %n
  br i1 %done, label %stop, label %copy
copy:
  %p = add i64 %pa, %i
  %from = getelementptr i64, ptr %arena, i64 %p
  %x = load i64, ptr %from
  %q = add i64 %many, %i
  %at = getelementptr i64, ptr %to, i64 %q
  store i64 %x, ptr %at
  %i1 = add i64 %i, 1
  br label %next
stop:
  ret void
}
