; What the code of every edition calls: whole-number division of 128 bits, and dates moved by months.

declare i64 @llvm.smin.i64(i64, i64)
declare i64 @llvm.smax.i64(i64, i64)
declare i128 @llvm.smin.i128(i128, i128)
declare i128 @llvm.smax.i128(i128, i128)

; Division of 128 bits towards 0 by a figure above 0, bit by bit: few clauses need it, and no library is to be found for it everywhere.
define internal i128 @quotient(i128 %a, i128 %by) noinline {
  %is_less = icmp slt i128 %a, 0
  %minus = sub i128 0, %a
  %size = select i1 %is_less, i128 %minus, i128 %a
  br label %next
next:
  %i = phi i128 [127, %0], [%i1, %next]
  %rest = phi i128 [0, %0], [%rest2, %next]
  %found = phi i128 [0, %0], [%found2, %next]
  %down = lshr i128 %size, %i
  %bit = and i128 %down, 1
  %twice = shl i128 %rest, 1
  %rest1 = or i128 %twice, %bit
  %fits = icmp uge i128 %rest1, %by
  %less = sub i128 %rest1, %by
  %rest2 = select i1 %fits, i128 %less, i128 %rest1
  %one = zext i1 %fits to i128
  %found1 = shl i128 %found, 1
  %found2 = or i128 %found1, %one
  %i1 = sub i128 %i, 1
  %more = icmp sge i128 %i1, 0
  br i1 %more, label %next, label %end
end:
  %other = sub i128 0, %found2
  %signed = select i1 %is_less, i128 %other, i128 %found2
  ret i128 %signed
}

define internal i128 @remainder(i128 %a, i128 %by) noinline {
  %q = call i128 @quotient(i128 %a, i128 %by)
  %m = mul i128 %q, %by
  %r = sub i128 %a, %m
  ret i128 %r
}

; A day (1 is 1 January of the year 1) so many months later, at most at the end of its month. Years begin in March, so that the leap day is last.
define internal i64 @months_later(i64 %day, i64 %months) noinline {
  %z = add i64 %day, 305
  %era = sdiv i64 %z, 146097
  %doe = srem i64 %z, 146097
  %a1 = sdiv i64 %doe, 1460
  %a2 = sdiv i64 %doe, 36524
  %a3 = sdiv i64 %doe, 146096
  %b1 = sub i64 %doe, %a1
  %b2 = add i64 %b1, %a2
  %b3 = sub i64 %b2, %a3
  %yoe = sdiv i64 %b3, 365
  %e400 = mul i64 %era, 400
  %y0 = add i64 %yoe, %e400
  %yd = mul i64 %yoe, 365
  %y4 = sdiv i64 %yoe, 4
  %y100 = sdiv i64 %yoe, 100
  %s1 = add i64 %yd, %y4
  %s2 = sub i64 %s1, %y100
  %doy = sub i64 %doe, %s2
  %d5 = mul i64 %doy, 5
  %d52 = add i64 %d5, 2
  %mp = sdiv i64 %d52, 153
  %m153 = mul i64 %mp, 153
  %m2 = add i64 %m153, 2
  %m5 = sdiv i64 %m2, 5
  %dm = sub i64 %doy, %m5
  %t0 = mul i64 %y0, 12
  %t1 = add i64 %t0, %mp
  %t = add i64 %t1, %months
  %year = sdiv i64 %t, 12
  %month = srem i64 %t, 12
  %next_year = add i64 %year, 1
  %leap4 = srem i64 %next_year, 4
  %leap100 = srem i64 %next_year, 100
  %leap400 = srem i64 %next_year, 400
  %is4 = icmp eq i64 %leap4, 0
  %not100 = icmp ne i64 %leap100, 0
  %is400 = icmp eq i64 %leap400, 0
  %common = or i1 %not100, %is400
  %leap = and i1 %is4, %common
  %february = select i1 %leap, i64 28, i64 27
  %is_february = icmp eq i64 %month, 11
  %turn = srem i64 %month, 5
  %short1 = icmp eq i64 %turn, 1
  %short3 = icmp eq i64 %turn, 3
  %short = or i1 %short1, %short3
  %other = select i1 %short, i64 29, i64 30
  %last = select i1 %is_february, i64 %february, i64 %other
  %d = call i64 @llvm.smin.i64(i64 %dm, i64 %last)
  %n153 = mul i64 %month, 153
  %n2 = add i64 %n153, 2
  %n5 = sdiv i64 %n2, 5
  %doy2 = add i64 %n5, %d
  %era2 = sdiv i64 %year, 400
  %yoe2 = srem i64 %year, 400
  %w1 = mul i64 %yoe2, 365
  %w4 = sdiv i64 %yoe2, 4
  %w100 = sdiv i64 %yoe2, 100
  %v1 = add i64 %w1, %w4
  %v2 = sub i64 %v1, %w100
  %v3 = add i64 %v2, %doy2
  %v4 = mul i64 %era2, 146097
  %v5 = add i64 %v4, %v3
  %found = sub i64 %v5, 305
  ret i64 %found
}
